"""Writes heads.json: what PyTorch makes of the heads of HeadsTest.

Run from the project's root, with the packages of requirements.txt beside this file:
    python zoo/src/test/python/network/make_heads.py

The body is TagZoo's "cnn" up to its last map. Branches are separate torch.nn.Linear layers here, of which each image
goes through its own; without a domain the mean of all is taken. Metadata is encoded by hand here.
"""

import json
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from torch import nn

from make_two_inputs import fill, numbers, uniform

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/heads.json")
IMAGES, SIZE, LABELS, HIDDEN, DOMAINS = 4, 24, 5, 6, 3
CHANNELS = 64
SIDE = SIZE // 8
# The domain of each image; None where it is not known.
OF_IMAGES = [2, 0, None, 1]
# Year and genre of each image; None where they are not known. All are SIZE wide.
FIELDS = [(1999, "war"), (None, "drama"), (2004.5, "opera"), (None, None)]


def encoded(year, genre):
    """Width and year standardised, whether the year is missing; drama, war, another genre, none."""
    numbers = [(SIZE - 20) / 5, 0 if year is None else (year - 1990) / 8, year is None]
    return numbers + [genre == "drama", genre == "war", genre not in ("drama", "war", None), genre is None]


def layers(**kinds):
    """Layers under the numbers that torch.nn.Sequential gives them with a ReLU after each."""
    return nn.ModuleDict({name.strip("_"): layer for name, layer in kinds.items()})


class Net(nn.Module):
    def __init__(self, form):
        super().__init__()
        self.form = form
        self.features = nn.ModuleList(
            [nn.Conv2d(i, o, 3, padding=1) for i, o in [(3, 16), (16, 32), (32, 64)]])
        flat = CHANNELS * SIDE * SIDE
        if form == "flatten":
            self.fc = layers(_0=nn.Linear(flat, HIDDEN), _2=nn.Linear(HIDDEN, LABELS))
        if form == "batchNorm":
            self.fc = layers(_0=nn.Linear(flat, HIDDEN), _1=nn.BatchNorm1d(HIDDEN), _3=nn.Linear(HIDDEN, LABELS))
        if form == "separable":
            self.fc = layers(
                _0=nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, groups=CHANNELS, bias=False),
                _1=nn.Conv2d(CHANNELS, 8, 1), _4=nn.Linear(8 * SIDE * SIDE, HIDDEN), _6=nn.Linear(HIDDEN, LABELS))
        if form in ("average", "max"):
            self.fc = layers(_0=nn.Linear(CHANNELS, HIDDEN), _2=nn.Linear(HIDDEN, LABELS))
        if form == "branches":
            self.fc = layers(_0=nn.Linear(flat, DOMAINS * HIDDEN), _2=nn.Linear(HIDDEN, LABELS))
        if form == "metadata":
            width = len(encoded(None, None))
            self.fc = layers(_0=nn.Linear(flat, HIDDEN), metadata=nn.BatchNorm1d(width),
                             _2=nn.Linear(HIDDEN + width, LABELS))

    def body(self, x):
        for conv in self.features:
            x = F.max_pool2d(F.relu(conv(x)), 2, 2)
        return x

    def on_earlier_map(self, image):
        x = image
        for i, conv in enumerate(self.features):
            x = F.relu(conv(F.max_pool2d(x, 2, 2) if i else x))
        x = x.mean((2, 3)) if self.form == "average" else x.amax((2, 3))
        return self.fc["2"](F.relu(self.fc["0"](x)))

    def forward(self, image):
        if self.form in ("average", "max"):
            return self.on_earlier_map(image)
        x, fc = self.body(image), self.fc
        if self.form == "flatten":
            return fc["2"](F.relu(fc["0"](x.flatten(1))))
        if self.form == "batchNorm":
            return fc["3"](F.relu(fc["1"](fc["0"](x.flatten(1)))))
        if self.form == "separable":
            return fc["6"](F.relu(fc["4"](F.relu(fc["1"](fc["0"](x))).flatten(1))))
        if self.form == "metadata":
            known = fc["metadata"](torch.tensor([encoded(*f) for f in FIELDS], dtype=torch.float32))
            return fc["2"](torch.cat([F.relu(fc["0"](x.flatten(1))), known], 1))
        branches = []
        for d in range(DOMAINS):
            own = nn.Linear(x[0].numel(), HIDDEN)
            own.load_state_dict({
                "weight": fc["0"].weight[d * HIDDEN:(d + 1) * HIDDEN],
                "bias": fc["0"].bias[d * HIDDEN:(d + 1) * HIDDEN]})
            branches.append(own)
        hidden = []
        for n, domain in enumerate(OF_IMAGES):
            mine = branches if domain is None else [branches[domain]]
            hidden.append(torch.stack([F.relu(b(x[n].flatten())) for b in mine]).mean(0))
        return fc["2"](torch.stack(hidden))


def main():
    torch.set_num_threads(1)
    values = (uniform("pixels", IMAGES * SIZE * SIZE * 3) + 0.5) * 256
    pixels = torch.from_numpy(values.astype(numpy.uint8)).reshape(IMAGES, SIZE, SIZE, 3)
    mean = torch.tensor([123.675, 116.28, 103.53]).reshape(1, 3, 1, 1)
    deviation = torch.tensor([58.395, 57.12, 57.375]).reshape(1, 3, 1, 1)
    image = (pixels.permute(0, 3, 1, 2).float() - mean) / deviation
    golden = {}
    for form in ("flatten", "batchNorm", "separable", "branches", "metadata", "average", "max"):
        network = Net(form).eval()
        fill(network)
        with torch.no_grad():
            golden[form] = {
                "logits": numbers(network(image)),
                "parameters": [f"{n} {list(t.shape)}" for n, t in network.state_dict().items()]}
    OUT.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
