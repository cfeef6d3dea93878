"""Writes activations.json: class activation maps of torchvision's networks, weights filled by a formula that Java has too.

A map is what the head gives for each position of the last convolution's output (Zhou et al. 2016, CVPR, "Learning Deep
Features for Discriminative Localization", with the bias added so that a linear head's mean is the logit).

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_activations.py
"""

import json
from pathlib import Path

import torch

from make_networks import LABELS, build, fill, normalized

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/torchscript/activations.json")


def linear(features):
    return torch.nn.Linear(features, LABELS)


def deep(features):
    return torch.nn.Sequential(
        torch.nn.BatchNorm1d(features),
        torch.nn.Linear(features, 8),
        torch.nn.ReLU(),
        torch.nn.Dropout(0.5),
        torch.nn.Linear(8, LABELS),
    )


def standardized(features):
    return torch.nn.Sequential(torch.nn.BatchNorm1d(features), torch.nn.Linear(features, LABELS))


# name, the layer whose output is averaged, head, height, width
CASES = [
    ("resnet18", "layer4", linear, 97, 131),
    ("resnet18", "layer4", standardized, 97, 131),
    ("resnet18", "layer4", deep, 97, 131),
    ("inception_v3", "Mixed_7c", linear, 107, 139),
    ("resnet50", "layer4", linear, 224, 224),
]


def result(name, layer, head, height, width):
    network = build(name, num_classes=LABELS)
    network.fc = head(network.fc.in_features)
    network.eval()
    fill(network)
    maps = []
    getattr(network, layer).register_forward_hook(lambda _, __, output: maps.append(output))
    with torch.no_grad():
        logits = network(normalized(1, height, width))[0]
        features = maps[0][0]
        rows, columns = features.shape[1:]
        values = [[network.fc(features[:, y, x][None])[0].tolist() for x in range(columns)] for y in range(rows)]
        if head is not deep:
            mean = torch.tensor(values).mean(dim=(0, 1))
            assert (mean - logits).abs().max() < 1e-4 * logits.abs().max()
    return {
        "network": name,
        "head": head.__name__,
        "height": height,
        "width": width,
        "logits": logits.tolist(),
        "activations": [[[round(v, 6) for v in position] for position in row] for row in values],
    }


def main():
    torch.set_num_threads(1)
    lines = ",\n".join(json.dumps(result(*case), separators=(",", ":")) for case in CASES)
    OUT.write_text("[\n" + lines + "\n]\n")


if __name__ == "__main__":
    main()
