"""Writes activations.json: class activation maps of torchvision's networks, weights filled by a formula that Java has too.

A map is what the head gives for each position of the last convolution's output (Zhou et al. 2016, CVPR, "Learning Deep
Features for Discriminative Localization", with the bias added so that a linear head's mean is the logit).

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_activations.py
"""

import json
from pathlib import Path

import torch
from torchvision.models import ConvNeXt

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
    ("efficientnet_b0", "features", linear, 97, 131),
    ("mobilenet_v3_small", "features", linear, 97, 131),
    ("convnext_tiny", "features", linear, 97, 131),
]
# Their heads are no sums of what positions give: they have a hidden layer, or a layer norm.
CURVED = ("mobilenet_v3_small", "convnext_tiny")


def replace_head(network, head):
    if hasattr(network, "fc"):
        network.fc = head(network.fc.in_features)
    else:
        network.classifier[-1] = head(network.classifier[-1].in_features)


def after_mean(network, vector):
    """What follows the mean, given one vector."""
    if hasattr(network, "fc"):
        return network.fc(vector[None])[0]
    return network.classifier(vector[None, :, None, None] if isinstance(network, ConvNeXt) else vector[None])[0]


def result(name, layer, head, height, width):
    network = build(name, num_classes=LABELS)
    replace_head(network, head)
    network.eval()
    fill(network)
    maps = []
    getattr(network, layer).register_forward_hook(lambda _, __, output: maps.append(output))
    with torch.no_grad():
        logits = network(normalized(1, height, width))[0]
        features = maps[0][0]
        rows, columns = features.shape[1:]
        values = [[after_mean(network, features[:, y, x]).tolist() for x in range(columns)] for y in range(rows)]
        if head is not deep and name not in CURVED:
            mean = torch.tensor(values).mean(dim=(0, 1))
            assert (mean - logits).abs().max() < 1e-4 * logits.abs().max()
    return {
        "network": name,
        "head": head.__name__,
        "affine": head is not deep and name not in CURVED,
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
