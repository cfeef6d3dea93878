"""Writes poster-networks.json: what PyTorch computes with the networks of two film-poster studies.

The first had posters of 138 x 92 pixels and 7 genres, the second ("genres") of 32 x 32 and 17.

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


class Genres(nn.Module):
    """Convolutions that keep the size, each with a pool that halves it; one dense layer or two, and dropout."""

    def __init__(self, convolutions, dense, dropout):
        super().__init__()
        channels = [3, 32, 64, 128][:convolutions + 1]
        self.features = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(channels, channels[1:]))
        width = channels[-1] * (32 >> convolutions) ** 2
        drop = [nn.Dropout(0.2)] if dropout else []
        layers = [nn.Linear(width, 128), nn.ReLU()] + [nn.Linear(128, 128), nn.ReLU()] * (dense - 1)
        self.fc = nn.Sequential(*drop, *layers, *drop, nn.Linear(128, 17))

    def forward(self, x):
        for convolution in self.features:
            x = nn.functional.max_pool2d(nn.functional.relu(convolution(x)), 2)
        return self.fc(x.flatten(1))


def inception():
    network = torchvision.models.inception_v3(aux_logits=False, init_weights=False, num_classes=LABELS)
    network.fc = nn.Sequential(nn.Linear(2048, 1024), nn.ReLU(), nn.Linear(1024, LABELS))
    return network


def count(parameters):
    return sum(parameter.numel() for parameter in parameters)


def case(network, height=HEIGHT, width=WIDTH, labels=LABELS):
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
    logits = network(normalized(IMAGES, height, width))
    targets = torch.tensor([[float((n + label) % 2) for label in range(labels)] for n in range(IMAGES)])
    loss = nn.functional.binary_cross_entropy_with_logits(logits, targets)
    loss.backward()
    gradients = {name: p.grad.double() for name, p in network.named_parameters()}
    return result | {
        "height": height,
        "width": width,
        "images": IMAGES,
        "labels": labels,
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
    found = {name: case(network) for name, network in networks.items()}
    for name, network in {"genres": Genres(1, 1, False), "genres 2": Genres(2, 2, True), "genres 3": Genres(3, 1, True)}.items():
        found[name] = case(network, 32, 32, 17)
    cases = [f'"{name}": {json.dumps(value)}'.replace("}, ", "},\n ") for name, value in found.items()]
    OUT.write_text("{" + ",\n".join(cases) + "}\n")


if __name__ == "__main__":
    main()
