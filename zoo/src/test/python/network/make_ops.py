"""Writes ops.json: what PyTorch's own functions give for each op of a network, with values by make_networks.py's formula.

Run from the project's root, with the packages of ../requirements.txt:
    python zoo/src/test/python/network/make_ops.py
"""

import json
import sys
from pathlib import Path

import torch
from timm.layers import Conv2dSame
from torch import nn
from torchvision.models.convnext import LayerNorm2d
from torchvision.ops import SqueezeExcitation

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_networks import fill, normalized  # noqa: E402

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/ops.json")
HEIGHT, WIDTH, IMAGES = 9, 11, 2


class Sum(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 4, 3, padding=1)
        self.b = nn.Conv2d(3, 4, 1)

    def forward(self, x):
        return self.a(x) + self.b(x)


class Joined(Sum):
    def forward(self, x):
        return torch.cat([self.a(x), self.b(x)], 1)


class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 4, 3, padding=1)
        self.layer_scale = nn.Parameter(torch.ones(4, 1, 1))

    def forward(self, x):
        return self.layer_scale * self.a(x)


class Learned(nn.Module):
    def __init__(self):
        super().__init__()
        self.value = nn.Parameter(torch.zeros(1, 3, HEIGHT, WIDTH))

    def forward(self, x):
        return x + self.value


class Tokens(nn.Module):
    """Two convolutions' maps as tokens, one after the other, through a layer norm and a linear layer."""

    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 4, 3, padding=1)
        self.b = nn.Conv2d(3, 4, 1)
        self.norm = nn.LayerNorm(4, eps=1e-6)
        self.linear = nn.Linear(4, 12)

    def forward(self, x):
        maps = [self.a(x), self.b(x)]
        return self.linear(self.norm(torch.cat([m.flatten(2).transpose(1, 2) for m in maps], 1)))


class Token(Tokens):
    def forward(self, x):
        return super().forward(x)[:, 100]


class Attention(Tokens):
    """Two heads of two numbers, by the formula."""

    def forward(self, x):
        q, k, v = (t.unflatten(2, [2, 2]).transpose(1, 2) for t in super().forward(x).split(4, 2))
        weights = torch.softmax(q @ k.transpose(2, 3) / 2**0.5, -1)
        return (weights @ v).transpose(1, 2).flatten(2)


class QuickGelu(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


def activated(function):
    return layers(a=nn.Conv2d(3, 4, 3, padding=1), b=nn.BatchNorm2d(4), c=function)


def layers(**named):
    network = nn.Sequential()
    for name, module in named.items():
        network.add_module(name, module)
    return network


CASES = {
    "convolution": layers(a=nn.Conv2d(3, 4, 3, padding=1)),
    "strided": layers(a=nn.Conv2d(3, 5, 3, stride=2, padding=1, bias=False)),
    "rectangular": layers(a=nn.Conv2d(3, 4, (1, 7), padding=(0, 3))),
    "dilated": layers(a=nn.Conv2d(3, 4, 3, padding=2, dilation=2)),
    "grouped": layers(a=nn.Conv2d(3, 6, 3, groups=3)),
    "same_padding": layers(a=Conv2dSame(3, 4, 5, stride=3)),
    "batch_norm": layers(a=nn.BatchNorm2d(3, eps=0.01)),
    "max_pool": nn.MaxPool2d(3, 2, 1),
    "dilated_max_pool": nn.MaxPool2d(2, 1, 0, dilation=3),
    "avg_pool": nn.AvgPool2d(3, 2, 1),
    "adaptive": nn.AdaptiveAvgPool2d(4),
    "relu": nn.ReLU(),
    "relu6": activated(nn.ReLU6()),
    "silu": activated(nn.SiLU()),
    "gelu": activated(nn.GELU()),
    "quick_gelu": activated(QuickGelu()),
    "sigmoid": activated(nn.Sigmoid()),
    "hard_sigmoid": activated(nn.Hardsigmoid()),
    "hard_swish": activated(nn.Hardswish()),
    "layer_norm": layers(a=LayerNorm2d(3, eps=1e-6)),
    "layer_norm_of_vectors": layers(f=nn.Flatten(), a=nn.LayerNorm(3 * HEIGHT * WIDTH)),
    "layer_scale": Scaled(),
    "learned": Learned(),
    "squeeze_excitation": layers(a=nn.Conv2d(3, 4, 3, padding=1), b=SqueezeExcitation(4, 2, nn.SiLU)),
    "tokens": Tokens(),
    "token": Token(),
    "attention": Attention(),
    "sum": Sum(),
    "joined": Joined(),
    "linear": layers(f=nn.Flatten(), a=nn.Linear(3 * HEIGHT * WIDTH, 7)),
}


def main():
    out = {}
    for name, network in CASES.items():
        network.eval()
        fill(network)
        with torch.inference_mode():
            result = network(normalized(IMAGES, HEIGHT, WIDTH))
        if result.dim() == 4:
            result = result.permute(0, 2, 3, 1)
        flat = result.flatten().tolist()
        out[name] = {"shape": list(result.shape), "sum": sum(flat), "values": [float(f"{v:.7g}") for v in flat[::13]]}
    OUT.write_text(json.dumps(out, indent=1) + "\n")


main()
