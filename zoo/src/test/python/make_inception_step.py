"""Writes inception-step.json: what PyTorch's backward pass and batch norm do in torchvision's Inception v3.

Weights, pixels and targets are formulas that Java has too. There is no dropout. Of each weight's gradient
the file has the norm, of a few some elements too, and of each running statistic the norm after one batch in
training mode. In that mode the gradients of float32 are uncertain by some per cent, as batch norm makes
ReLUs near zero switch; in evaluation mode, on the pixels used here, none switches.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_inception_step.py
"""

import json
from pathlib import Path

import torch

from make_networks import LABELS, build, fill, normalized

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/inception-step.json")
SAMPLES = 8
SAMPLED = [
    "Conv2d_1a_3x3.conv.weight",
    "Mixed_5b.branch_pool.conv.weight",
    "Mixed_6a.branch3x3dbl_2.bn.weight",
    "Mixed_6e.branch7x7dbl_3.conv.weight",
    "Mixed_7c.branch3x3_2b.conv.weight",
    "fc.weight",
]


def step(training, images, size, dtype):
    network = build("inception_v3", num_classes=LABELS, dropout=0.0)
    fill(network)
    network.to(dtype).train(training)
    targets = torch.tensor([[float((n + label) % 2) for label in range(LABELS)] for n in range(images)])
    logits = network(normalized(images, size, size).to(dtype))
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets.to(dtype))
    loss.backward()
    gradients = {name: weight.grad.double() for name, weight in network.named_parameters()}
    statistics = {name: value.double() for name, value in network.named_buffers() if "running" in name}
    return loss.item(), gradients, statistics


def off(actual, exact):
    return max(float(abs(actual[name].norm() / exact[name].norm() - 1)) for name in exact)


def rounded(value):
    return float(f"{float(value):.8g}")


def norms(tensors):
    return {name: rounded(tensor.norm()) for name, tensor in tensors.items()}


def samples(gradient):
    flat = gradient.flatten()
    return [rounded(value) for value in flat[:: max(1, len(flat) // SAMPLES)][:SAMPLES]]


def case(training, images, size):
    loss, gradients, statistics = step(training, images, size, torch.float32)
    _, exact_gradients, exact_statistics = step(training, images, size, torch.float64)
    print(
        f"training {training}: norms of float32 are off those of float64 by up to "
        f"{off(gradients, exact_gradients):.1e} (gradients), {off(statistics, exact_statistics):.1e} (statistics)"
    )
    result = {"training": training, "images": images, "size": size, "loss": loss, "gradients": norms(gradients)}
    if training:
        return result | {"statistics": norms(statistics)}
    return result | {"samples": {name: samples(gradients[name]) for name in SAMPLED}}


def main():
    torch.set_num_threads(1)
    cases = [case(False, 2, 75), case(True, 4, 75)]
    OUT.write_text("[" + ",\n".join(json.dumps(each).replace("}, ", "},\n ") for each in cases) + "]\n")


if __name__ == "__main__":
    main()
