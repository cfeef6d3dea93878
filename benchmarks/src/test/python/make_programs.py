"""Writes small inputs of the benchmarks' programs, and what PyTorch, numpy and scikit-learn make of them.

    pip install torch==2.7.1 numpy==2.2.6 scikit-learn==1.9.1 safetensors==0.8.0 pillow==13.0.0
    python make_programs.py ../resources/org/tagzoo/benchmarks/endtoend

A linear network of pixels (TagZoo's ff1) is embedded and trained; decisions are bootstrapped; thresholds are chosen; a photograph is
resized and normalised.
"""

import json
import sys
from pathlib import Path

import numpy
import torch
from PIL import Image
from safetensors.torch import save_file
from sklearn.metrics import f1_score, precision_recall_curve
from torch.nn.functional import binary_cross_entropy_with_logits, linear

IMAGES, SIZE, LABELS, UPDATES, RATE, MOMENTUM = 6, 4, 3, 5, 0.05, 0.9
ROWS, DRAWS = 300, 20_000
MEAN = torch.tensor([123.675, 116.28, 103.53])
STD = torch.tensor([58.395, 57.12, 57.375])


def network(out, random):
    pixels = random.integers(0, 256, (IMAGES, SIZE, SIZE, 3), dtype=numpy.uint8)
    targets = random.random((IMAGES, LABELS)) < 0.4
    weight = torch.tensor(random.normal(0, 0.1, (LABELS, 3 * SIZE * SIZE)), dtype=torch.float32)
    bias = torch.tensor(random.normal(0, 0.1, LABELS), dtype=torch.float32)
    save_file({"fc.weight": weight, "fc.bias": bias}, out / "ff1.safetensors")
    pixels.tofile(out / "pixels")
    targets.astype(numpy.uint8).tofile(out / "targets")
    x = ((torch.tensor(pixels) - MEAN) / STD).permute(0, 3, 1, 2).flatten(1)
    y = torch.tensor(targets, dtype=torch.float32)
    weight.requires_grad_()
    bias.requires_grad_()
    optimizer = torch.optim.SGD([weight, bias], lr=RATE, momentum=MOMENTUM)
    losses = []
    for _ in range(UPDATES):
        optimizer.zero_grad()
        loss = binary_cross_entropy_with_logits(linear(x, weight, bias), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"embeddings": x.flatten().tolist(), "losses": losses}


def interval(out, random):
    truth = random.random((ROWS, LABELS)) < 0.3
    decisions = random.random(truth.shape) < numpy.where(truth, 0.7, 0.1)
    truth.astype(numpy.uint8).tofile(out / "truth")
    decisions.astype(numpy.uint8).tofile(out / "decisions")
    draws = [random.integers(0, ROWS, ROWS) for _ in range(DRAWS)]
    f1s = [f1_score(truth[rows].ravel(), decisions[rows].ravel()) for rows in draws]
    return numpy.percentile(f1s, [2.5, 97.5]).tolist()


def thresholds(out, random):
    truth = numpy.fromfile(out / "truth", numpy.uint8).reshape(ROWS, LABELS)
    scores = (random.random(truth.shape) * numpy.where(truth, 1, 0.8)).astype(numpy.float32)
    scores.tofile(out / "scores")
    best = []
    for label in range(LABELS):
        precision, recall, _ = precision_recall_curve(truth[:, label], scores[:, label])
        both = precision + recall
        best.append(float((2 * precision * recall / numpy.where(both > 0, both, 1)).max()))
    return best


def photograph(out, random):
    """Bilinear with antialiasing, as Pillow does it; lossless in its file."""
    pixels = numpy.kron(random.integers(0, 256, (9, 11, 3)), numpy.ones((40, 40, 1))).astype(numpy.uint8)
    Image.fromarray(pixels).save(out / "photograph.png", optimize=True)
    small = numpy.asarray(Image.fromarray(pixels).resize((224, 224), Image.Resampling.BILINEAR))
    values = (small / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    return values.reshape(-1)[::997].tolist()


def main():
    out = Path(sys.argv[1])
    random = numpy.random.default_rng(7)
    golden = network(out, random)
    golden["interval"] = interval(out, random)
    golden["bestF1"] = thresholds(out, random)
    golden["photograph"] = photograph(out, random)
    (out / "golden.json").write_text(json.dumps(golden) + "\n")


main()
