"""Writes heads.json: what PyTorch makes of the heads of HeadsTest.

Run from the project's root, with the packages of requirements.txt beside this file:
    python zoo/src/test/python/network/make_heads.py

The body is TagZoo's "cnn" up to its last map. Branches are separate torch.nn.Linear layers here, of which each image
goes through its own; without a domain the mean of all is taken. Metadata is encoded by hand here. Residual attention and
the decoder follow their authors' code (Kevinz-code/CSRA, Alibaba-MIIL/ML_Decoder), attention by PyTorch's own function.
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


# As the authors have them, 99 for the largest.
TEMPERATURES = {1: [1], 4: [1, 2, 4, 99]}
LAMBDA = 0.3
WIDTH, WIDE, GROUPS = 16, 24, 3


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed_standart = nn.Linear(CHANNELS, WIDTH)
        self.register_buffer("query_embed", torch.zeros(1, GROUPS, WIDTH))
        layer = nn.Module()
        layer.norm1 = nn.LayerNorm(WIDTH)
        layer.multihead_attn = nn.ModuleDict({n: nn.Linear(WIDTH, WIDTH) for n in ("query", "key", "value", "out_proj")})
        layer.norm2 = nn.LayerNorm(WIDTH)
        layer.linear1 = nn.Linear(WIDTH, WIDE)
        layer.linear2 = nn.Linear(WIDE, WIDTH)
        layer.norm3 = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList([layer])
        self.each = int(LABELS / GROUPS + 0.999)
        self.duplicate_pooling = nn.Parameter(torch.zeros(GROUPS, WIDTH, self.each))
        self.duplicate_pooling_bias = nn.Parameter(torch.zeros(LABELS))

    def forward(self, x):
        memory = F.relu(self.embed_standart(x.flatten(2).transpose(1, 2))).transpose(0, 1)
        layer = self.layers[0]
        tgt = self.query_embed.transpose(0, 1).expand(-1, len(x), -1)
        tgt = layer.norm1(tgt + tgt)
        parts = [layer.multihead_attn[n] for n in ("query", "key", "value")]
        out = layer.multihead_attn["out_proj"]
        attended = F.multi_head_attention_forward(
            tgt, memory, memory, WIDTH, 8, torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts]),
            None, None, False, 0, out.weight, out.bias, training=False)[0]
        tgt = layer.norm2(tgt + attended)
        tgt = layer.norm3(tgt + layer.linear2(F.relu(layer.linear1(tgt))))
        h = tgt.transpose(0, 1)
        groups = torch.zeros(len(x), GROUPS, self.each)
        for i in range(GROUPS):
            groups[:, i] = h[:, i] @ self.duplicate_pooling[i]
        return groups.flatten(1)[:, :LABELS] + self.duplicate_pooling_bias


def residual_attention(head, temperature, x):
    score = head(x) / torch.norm(head.weight, dim=1, keepdim=True).transpose(0, 1)
    score = score.flatten(2)
    if temperature == 99:
        attended = torch.max(score, dim=2)[0]
    else:
        attended = torch.sum(score * F.softmax(score * temperature, dim=2), dim=2)
    return torch.mean(score, dim=2) + LAMBDA * attended


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
        if form == "labelLayer":
            self.fc = layers(_0=nn.Linear(flat, HIDDEN), _2=nn.Linear(HIDDEN, LABELS), labels=nn.Linear(LABELS, LABELS))
        if form.startswith("attention"):
            self.temperatures = TEMPERATURES[int(form[-1])]
            self.fc = nn.ModuleList([nn.Conv2d(CHANNELS, LABELS, 1, bias=False) for _ in self.temperatures])
        if form == "decoder":
            self.fc = Decoder()
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
        if self.form == "decoder":
            return fc(x)
        if self.form.startswith("attention"):
            return sum(residual_attention(head, t, x) for head, t in zip(fc, self.temperatures))
        if self.form == "labelLayer":
            logits = fc["2"](F.relu(fc["0"](x.flatten(1))))
            return logits + fc["labels"](torch.sigmoid(logits))
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
    for form in ("flatten", "batchNorm", "separable", "branches", "metadata", "average", "max", "labelLayer",
                 "attention1", "attention4", "decoder"):
        network = Net(form).eval()
        fill(network)
        if form == "decoder":
            query = uniform("fc.query_embed", GROUPS * WIDTH) * 0.2
            network.fc.query_embed.copy_(torch.from_numpy(query).reshape(1, GROUPS, WIDTH))
        with torch.no_grad():
            golden[form] = {
                "logits": numbers(network(image)),
                "parameters": [f"{n} {list(t.shape)}" for n, t in network.state_dict().items()]}
    OUT.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
