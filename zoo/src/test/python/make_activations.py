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


def convolution(inputs, outputs, kernel, stride=1):
    return torch.nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2)


def convolutions(features):
    return torch.nn.Sequential(
        torch.nn.BatchNorm2d(features),
        convolution(features, 8, 3), torch.nn.ReLU(), torch.nn.BatchNorm2d(8), torch.nn.MaxPool2d(2),
        convolution(8, 6, 3), torch.nn.ReLU(), torch.nn.BatchNorm2d(6), torch.nn.MaxPool2d((1, 2)),
        convolution(6, 6, 3), torch.nn.ReLU(), torch.nn.BatchNorm2d(6),
        convolution(6, LABELS, 3), torch.nn.Dropout(0.5))


class Part(torch.nn.Module):
    def __init__(self, inputs, outputs, kernel, stride=1):
        super().__init__()
        self.conv = convolution(inputs, outputs, kernel, stride)
        self.bn = torch.nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.bn(self.conv(x).relu())


class Block(torch.nn.Module):
    """Parallel convolutions at stride 2, as in lesson 7 of fast.ai's course of 2017 for Theano, which pads evenly."""

    def __init__(self, inputs):
        super().__init__()
        self.branch1x1 = Part(inputs, 32, 1, 2)
        self.branch5x5_1, self.branch5x5_2 = Part(inputs, 24, 1), Part(24, 32, 5, 2)
        self.branch3x3_1, self.branch3x3_2, self.branch3x3_3 = Part(inputs, 32, 1), Part(32, 48, 3), Part(48, 48, 3, 2)
        self.branch_pool = Part(inputs, 16, 1)

    def forward(self, x):
        return torch.cat([
            self.branch1x1(x),
            self.branch5x5_2(self.branch5x5_1(x)),
            self.branch3x3_3(self.branch3x3_2(self.branch3x3_1(x))),
            self.branch_pool(torch.nn.functional.avg_pool2d(x, 3, 2, 1))], 1)


def blocks(features):
    return torch.nn.Sequential(
        torch.nn.BatchNorm2d(features), Block(features), Block(128), torch.nn.Dropout(0.5), convolution(128, LABELS, 3))


def vgg16(x, network):
    return network.classifier["6"](network.features[:-1](x))


def resnet18(x, network):
    x = network.maxpool(network.relu(network.bn1(network.conv1(x))))
    return network.fc(network.layer3(network.layer2(network.layer1(x))))


def convolutional(forward, head, features, height, width):
    """A body up to its last map of a sixteenth of the image's side, and a head whose last layer is a convolution."""
    network = build(forward.__name__, num_classes=LABELS)
    if hasattr(network, "fc"):
        network.fc = head(features)
    else:
        network.classifier = torch.nn.ModuleDict({"6": head(features)})
    network.eval()
    fill(network)
    with torch.no_grad():
        maps = forward(normalized(1, height, width), network)[0]
    return {
        "network": forward.__name__,
        "head": head.__name__,
        "affine": True,
        "height": height,
        "width": width,
        "logits": maps.mean((1, 2)).tolist(),
        "activations": [[[round(v, 6) for v in p] for p in row] for row in maps.permute(1, 2, 0).tolist()],
    }


def main():
    torch.set_num_threads(1)
    results = [result(*case) for case in CASES]
    results.append(convolutional(vgg16, convolutions, 512, 97, 131))
    results.append(convolutional(resnet18, blocks, 256, 97, 131))
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in results)
    OUT.write_text("[\n" + lines + "\n]\n")


if __name__ == "__main__":
    main()
