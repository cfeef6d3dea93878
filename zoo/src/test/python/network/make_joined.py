"""Writes joined.json: what torchvision's networks give side by side, and over several views of an image.

Run from the project's root, with the packages of requirements.txt beside this file:
    python zoo/src/test/python/network/make_joined.py

Views are resized by torch.nn.functional.interpolate with antialias; weights are filled by make_networks.py's formula.
"""

import json
import sys
from pathlib import Path

import torch
import torchvision
from torch import nn
from torch.nn.functional import interpolate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from make_networks import LABELS, fill, normalized

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/joined.json")
SIZE = 64
IMAGES = 3


def resnet18():
    network = torchvision.models.resnet18()
    network.fc = nn.Identity()
    return network


def mobilenet():
    network = torchvision.models.mobilenet_v3_small()
    network.classifier[3] = nn.Identity()
    return network


def views(images, size, zooms, flip):
    """Of all images as they are, their middles, and the mirror images of these."""
    side = images.shape[-1]
    all_views = []
    for zoom in zooms:
        seen = round(side / zoom)
        start = (side - seen) // 2
        middle = images[:, :, start : start + seen, start : start + seen]
        all_views.append(interpolate(middle, size=(size, size), mode="bilinear", antialias=True))
    return all_views + ([view.flip(3) for view in all_views] if flip else [])


def embedding(network, images, stage=None):
    """The embedding, and after it the mean over places of what a stage gives."""
    ends = []
    hook = stage.register_forward_hook(lambda _, __, out: ends.append(out.mean((2, 3)))) if stage is not None else None
    features = network(images)
    if hook:
        hook.remove()
    return torch.cat([features, *ends], 1)


def mean(network, images, size, zooms=(1,), flip=False, stage=None):
    return torch.stack([embedding(network, view, stage) for view in views(images, size, zooms, flip)]).mean(0)


class Joined(nn.Module):
    def __init__(self):
        super().__init__()
        self.resnet18 = resnet18()
        self.mobilenet_v3_small = mobilenet()
        self.resnet18.pixels = nn.BatchNorm2d(3)
        self.mobilenet_v3_small.pixels = nn.BatchNorm2d(3)
        self.fc = nn.Linear(512 + 1024 + 24, LABELS)

    def forward(self, images):
        first, second = self.resnet18, self.mobilenet_v3_small
        return self.fc(
            torch.cat(
                [
                    mean(first, first.pixels(images), SIZE, (1, 1.25), True),
                    mean(second, second.pixels(images), 48, stage=second.features[3]),
                ],
                1,
            )
        )


class Flipped(nn.Module):
    def __init__(self):
        super().__init__()
        for name, module in resnet18().named_children():
            setattr(self, name, module)
        self.fc = nn.Linear(512, LABELS)

    def features(self, images):
        network = resnet18()
        network.load_state_dict({name: value for name, value in self.state_dict().items() if not name.startswith("fc.")})
        return mean(network.eval(), images, SIZE, flip=True)

    def forward(self, images):
        return self.fc(self.features(images))


def logits(network):
    fill(network)
    with torch.no_grad():
        return network.eval()(normalized(IMAGES, SIZE, SIZE)).tolist()


OUT.write_text(
    json.dumps(
        {
            "size": SIZE,
            "images": IMAGES,
            "logits": {
                "resnet18~flip": logits(Flipped()),
                "resnet18~flip~zoom1.25+mobilenet_v3_small@48^features3": logits(Joined()),
            },
        },
        indent=1,
    )
    + "\n"
)
