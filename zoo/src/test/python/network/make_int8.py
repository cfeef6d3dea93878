"""Writes int8.json: what a small network gives whose convolutions compute with bytes, worked out in float64.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/network/make_int8.py
Nothing of PyTorch's quantized operators is used: each map is rounded to its 256 values, each weight to its 127, and
convolutions are plain ones of these numbers. Weights and pixels are those of make_networks.py.
"""

import json
import sys
from pathlib import Path

import torch
from torch.nn import functional as F

sys.path.insert(0, "zoo/src/test/python")
from make_networks import pixels, uniform

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/int8.json")
IMAGES, CHANNELS, LABELS = 3, 8, 5
SIZES = (15, 13)
MEAN = torch.tensor([123.675, 116.28, 103.53]).double().reshape(1, 3, 1, 1)
STD = torch.tensor([58.395, 57.12, 57.375]).double().reshape(1, 3, 1, 1)


def values(name, *shape):
    count = int(torch.tensor(shape).prod())
    u = uniform(name, count)
    if len(shape) > 1:
        u = u * (24 / (count // shape[0])) ** 0.5
    elif name.endswith("running_var") or name.endswith("weight"):
        u = 1 + u
    else:
        u = u * 0.2
    return torch.from_numpy(u.astype("float32")).double().reshape(shape)


def folded(conv, norm, *shape):
    """Weights and bias of a convolution and its batch norm."""
    scale = values(f"{norm}.weight", shape[0]) / (values(f"{norm}.running_var", shape[0]) + 1e-5).sqrt()
    bias = values(f"{norm}.bias", shape[0]) - values(f"{norm}.running_mean", shape[0]) * scale
    return values(f"{conv}.weight", *shape) * scale.reshape(-1, 1, 1, 1), bias


LAYERS = {
    "first": (folded("conv1", "bn1", CHANNELS, 3, 3, 3), {"padding": 1}, F.relu),
    "wide": (folded("conv2", "bn2", 2 * CHANNELS, CHANNELS, 1, 1), {}, F.relu6),
    "deep": (folded("conv3", "bn3", 2 * CHANNELS, 1, 3, 3), {"stride": 2, "groups": 2 * CHANNELS}, F.relu6),
    "narrow": (folded("conv4", "bn4", CHANNELS, 2 * CHANNELS, 1, 1), {}, lambda x: x),
    "short": (folded("conv5", "bn5", CHANNELS, CHANNELS, 1, 1), {"stride": 2}, lambda x: x),
}


def network(size, weights, after):
    """The network; weights and after say what becomes of a layer's weights and of a map."""

    def layer(name, x):
        (weight, bias), settings, activation = LAYERS[name]
        return after(name, activation(F.conv2d(x, weights(weight), bias, **settings)))

    image = pixels(IMAGES, size, size).permute(0, 3, 1, 2).double()
    x = F.max_pool2d(layer("first", after("image", (image - MEAN) / STD)), 3, 2, 1)
    # As TensorFlow pads: an even side by one row below or one column to the right, an odd one by one on each side.
    before = x.shape[2] % 2
    y = layer("narrow", layer("deep", F.pad(layer("wide", x), (before, 1, before, 1))))
    x = after("sum", F.relu(y + layer("short", x)))
    return F.linear(x.mean((2, 3)), values("fc.weight", LABELS, CHANNELS), values("fc.bias", LABELS))


def to_weights(weight):
    scale = weight.abs().amax((1, 2, 3), keepdim=True) / 63
    return (weight / scale).round() * scale


def result(size):
    ranges = {}

    def observe(name, x):
        ranges[name] = (x.amin((1, 2, 3)).mean().clamp(max=0), x.amax((1, 2, 3)).mean())
        return x

    exact = network(size, lambda w: w, observe)
    ranges["image"] = ((-MEAN / STD).min(), ((255 - MEAN) / STD).max())

    def to_bytes(name, x):
        low, high = ranges[name]
        scale = (high - low) / 255
        zero = (-low / scale).round()
        return (((x / scale).round() + zero).clamp(0, 255) - zero) * scale

    return {"exact": exact.tolist(), "int8": network(size, to_weights, to_bytes).tolist()}


OUT.write_text(json.dumps({str(size): result(size) for size in SIZES}) + "\n")
