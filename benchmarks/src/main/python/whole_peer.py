"""What `tagzoo compare --models resnet50` does, as a plain PyTorch loop: prints its figures as one line of JSON.

    python whole_peer.py CORPUS SPLIT WEIGHTS [--epochs 25] [--size 128] [--workers 2] [--bfloat16]

CORPUS is a mirflickr folder, SPLIT the split.csv of TagZoo's run, WEIGHTS the ResNet-50 of Keras as safetensors
under torchvision's names. Images are read again in each epoch and go through the frozen body again: no cache,
no augmentation. With --bfloat16 the body computes in that, with channels_last. Validation follows each epoch; the
threshold is the best of 0.05, 0.10, ... 1.00 there.
"""

import argparse
import csv
import json
import sys
import time
from pathlib import Path

import torch
import torchvision
from PIL import Image
from safetensors.torch import load_file
from sklearn.metrics import f1_score
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms import v2

MEAN = [123.68 / 255, 116.779 / 255, 103.939 / 255]
STD = [1 / 255, 1 / 255, 1 / 255]
BATCH = 64
REPORTED_THRESHOLD = 0.75


class Images(Dataset):
    def __init__(self, folder, ids, labels, size):
        self.paths = [folder / "images" / f"{id_}.jpg" for id_ in ids]
        self.targets = torch.tensor([[float(id_ in tagged) for tagged in labels] for id_ in ids])
        self.transform = v2.Compose(
            [
                v2.ToImage(),
                v2.Resize((size, size), antialias=True),
                v2.ToDtype(torch.float32, scale=True),
                v2.Normalize(MEAN, STD),
            ]
        )

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        with Image.open(self.paths[index]) as image:
            return self.transform(image.convert("RGB")), self.targets[index]


def resnet50(weights):
    network = torchvision.models.resnet50(weights=None)
    for layer in (network.layer2, network.layer3, network.layer4):
        layer[0].conv1.stride, layer[0].conv2.stride = (2, 2), (1, 1)  # as Keras has it
    missing, unexpected = network.load_state_dict(load_file(weights), strict=False)
    if unexpected or any(not name.endswith("num_batches_tracked") for name in missing):
        sys.exit(f"{weights} is no ResNet-50: {missing[:3]} missing, {unexpected[:3]} too many")
    return network


class Bfloat16(torch.nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body.to(dtype=torch.bfloat16, memory_format=torch.channels_last)

    def forward(self, images):
        return self.body(images.to(dtype=torch.bfloat16, memory_format=torch.channels_last)).float()


def scores(body, head, loader):
    logits, targets = [], []
    with torch.no_grad():
        for images, wanted in loader:
            logits.append(head(body(images)))
            targets.append(wanted)
    return torch.cat(logits), torch.cat(targets)


def micro_f1(logits, targets, threshold):
    return f1_score(targets.numpy() > 0, torch.sigmoid(logits).numpy() >= threshold, average="micro", zero_division=0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("split", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--bfloat16", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(1)
    with options.split.open(newline="") as file:
        rows = list(csv.DictReader(file))
    files = sorted((options.corpus / "annotations").glob("*.txt"))
    labels = [{f"im{line.strip()}" for line in file.read_text().splitlines()} for file in files]
    labels = [tagged for tagged in labels if any(row["id"] in tagged for row in rows)]
    loaders = {}
    for part in ("train", "validation", "test"):
        images = Images(options.corpus, [r["id"] for r in rows if r["split"] == part], labels, options.size)
        loaders[part] = DataLoader(
            images,
            batch_size=BATCH,
            shuffle=part == "train",
            num_workers=options.workers,
            persistent_workers=options.workers > 0,
        )
    body = resnet50(options.weights)
    head = torch.nn.Linear(body.fc.in_features, len(labels))
    body.fc = torch.nn.Identity()
    body.eval().requires_grad_(False)
    if options.bfloat16:
        body = Bfloat16(body)
    positives = loaders["train"].dataset.targets.sum(0)
    weight = (len(loaders["train"].dataset) - positives) / positives.clamp(min=1)
    loss = torch.nn.BCEWithLogitsLoss(pos_weight=weight)
    optimizer = torch.optim.SGD(head.parameters(), lr=0.01, momentum=0.95, nesterov=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=0.01,
        total_steps=options.epochs * len(loaders["train"]),
        base_momentum=0.5,
        max_momentum=0.95,
    )
    begin = time.perf_counter()
    for epoch in range(options.epochs):
        for images, wanted in loaders["train"]:
            with torch.no_grad():
                embeddings = body(images)
            optimizer.zero_grad()
            loss(head(embeddings), wanted).backward()
            optimizer.step()
            schedule.step()
        logits, targets = scores(body, head, loaders["validation"])
        f1 = micro_f1(logits, targets, REPORTED_THRESHOLD)
        seconds = time.perf_counter() - begin
        print(f"epoch {epoch + 1}: loss {loss(logits, targets):.4f}, F1 {f1:.3f}, {seconds:.0f} s", file=sys.stderr)
    thresholds = [k / 20 for k in range(1, 21)]
    best = max(thresholds, key=lambda t: (micro_f1(logits, targets, t), -abs(round(20 * t) - 10), t))
    f1 = micro_f1(*scores(body, head, loaders["test"]), best)
    sizes = {part: len(loader.dataset) for part, loader in loaders.items()}
    print(json.dumps({"f1": f1, "threshold": best, "images": sizes, "threads": torch.get_num_threads()}))


main()
