"""Writes poster-networks.json: what PyTorch computes with the film-poster study's networks at 138 x 92 pixels.

Of each network the file has its parameters in order, their number, that of all which are trained, the logits of two
images, the loss and the gradients of it in evaluation mode (norms, and some elements). Inception v3 is torchvision's
with a head of 1,024; its "keras" count has three numbers for each channel of batch norm, as Keras's network has no
scales there, and its moving statistics are counted.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_poster_networks.py
"""

import json
from pathlib import Path

import torch
import torchvision
from torch import nn

from make_inception_step import norms, rounded, samples
from make_networks import fill, normalized

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/poster-networks.json")
LABELS = 7
HEIGHT, WIDTH, IMAGES = 138, 92, 2


class Poster(nn.Module):
    """Keras's 'valid' convolutions and pools have no padding; its pools move by their own size."""

    def __init__(self, blocks, hidden):
        super().__init__()
        layers, inputs = [], 3
        for block, (channels, kernel) in enumerate([(16, 5), (32, 3), (48, 3)][:blocks]):
            layers += [nn.Conv2d(inputs, channels, kernel), nn.ReLU()]
            layers += [nn.Dropout(0.25)] * (block > 0) + [nn.MaxPool2d(3)]
            inputs = channels
        self.features = nn.Sequential(*layers)
        with torch.no_grad():
            width = self.features(torch.zeros(1, 3, HEIGHT, WIDTH)).numel()
        dense = [nn.Linear(width, 64), nn.ReLU()] if hidden else []
        self.fc = nn.Sequential(*dense, nn.Dropout(0.5), nn.Linear(64 if hidden else width, LABELS))

    def forward(self, x):
        return self.fc(self.features(x).flatten(1))


def inception():
    network = torchvision.models.inception_v3(aux_logits=False, init_weights=False, num_classes=LABELS)
    network.fc = nn.Sequential(nn.Linear(2048, 1024), nn.ReLU(), nn.Linear(1024, LABELS))
    return network


def count(parameters):
    return sum(parameter.numel() for parameter in parameters)


def case(network):
    norm_channels = sum(m.num_features for m in network.modules() if isinstance(m, nn.BatchNorm2d))
    result = {
        "parameters": count(network.parameters()),
        "keras": count(network.parameters()) + norm_channels,
        "head": count(network.fc.parameters()),
        "listing": [f"{name} {list(p.shape)}" for name, p in network.named_parameters()],
    }
    if norm_channels:
        top = [p for name, p in network.named_parameters() if name.startswith(("Mixed_7b", "Mixed_7c", "fc"))]
        return result | {"from Mixed_7b": count(top)}
    fill(network)
    network.eval()
    logits = network(normalized(IMAGES, HEIGHT, WIDTH))
    targets = torch.tensor([[float((n + label) % 2) for label in range(LABELS)] for n in range(IMAGES)])
    loss = nn.functional.binary_cross_entropy_with_logits(logits, targets)
    loss.backward()
    gradients = {name: p.grad.double() for name, p in network.named_parameters()}
    return result | {
        "height": HEIGHT,
        "width": WIDTH,
        "images": IMAGES,
        "labels": LABELS,
        "logits": [rounded(value) for value in logits.flatten()],
        "loss": loss.item(),
        "gradients": norms(gradients),
        "samples": {name: samples(gradient) for name, gradient in gradients.items()},
    }


def main():
    torch.set_num_threads(1)
    networks = {
        "baseline": Poster(2, hidden=True),
        "augmented": Poster(2, hidden=False),
        "additional layer": Poster(3, hidden=True),
        "inception": inception(),
    }
    cases = [f'"{name}": {json.dumps(case(network))}'.replace("}, ", "},\n ") for name, network in networks.items()]
    OUT.write_text("{" + ",\n".join(cases) + "}\n")


if __name__ == "__main__":
    main()
