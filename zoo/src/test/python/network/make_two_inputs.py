"""Writes two-inputs.json: what PyTorch makes of TwoInputsTest's network, in float32 and bfloat16.

Run from the project's root, with the packages of requirements.txt beside this file:
    python zoo/src/test/python/network/make_two_inputs.py

The network has two inputs, two outputs, convolutions in groups and with dilation, a batch norm momentum
of its own, and sums of float32 and bfloat16 either way round. The casts are those of torch.autocast,
written out: convolutions and linear layers in bfloat16, sums in whatever PyTorch promotes their terms to.
Weights are those of Java's FormulaValues.
"""

import json
import zlib
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from torch import nn

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/two-inputs.json")
IMAGES, HEIGHT, WIDTH, METADATA = 2, 96, 160, 7
STRIDE = 37


def uniform(name, count):
    """Numbers from -0.5 to 0.5 by a multiplicative hash of (name, index)."""
    index = numpy.arange(count, dtype=numpy.uint64)
    bits = (index * numpy.uint64(2654435761) + numpy.uint64(zlib.crc32(name.encode()))) & numpy.uint64(0xFFFFFFFF)
    bits = ((bits ^ (bits >> numpy.uint64(15))) * numpy.uint64(2246822519)) & numpy.uint64(0xFFFFFFFF)
    return bits.astype(numpy.float64) / 2**32 - 0.5


def fill(network):
    for name, tensor in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        u = uniform(name, tensor.numel())
        if tensor.dim() > 1:
            values = u * numpy.sqrt(24 / (tensor.numel() // tensor.shape[0]))
        elif name.endswith("running_var") or name.endswith("weight"):
            values = 1 + u
        else:
            values = u * 0.2
        tensor.copy_(torch.from_numpy(values.astype(numpy.float32)).reshape(tensor.shape))


class TwoInputs(nn.Module):
    def __init__(self, computed):
        super().__init__()
        self.computed = computed
        self.stem = nn.Conv2d(3, 16, 3, stride=2, padding=1, bias=False)
        self.stem_bn = nn.BatchNorm2d(16, eps=1e-3, momentum=0.25)
        self.grouped = nn.Conv2d(16, 16, 3, padding=2, dilation=2, groups=4, bias=False)
        self.grouped_bn = nn.BatchNorm2d(16, eps=1e-3, momentum=0.25)
        self.first = nn.Conv2d(16, 3, 1)
        self.second = nn.Conv2d(16, 3, 1)
        self.boxes = nn.Conv2d(22, 4, 1)
        self.left = nn.Linear(22, METADATA)
        self.right = nn.Linear(22, METADATA)

    def conv(self, layer, x):
        bias = None if layer.bias is None else layer.bias.to(self.computed)
        return F.conv2d(
            x.to(self.computed), layer.weight.to(self.computed), bias,
            layer.stride, layer.padding, layer.dilation, layer.groups)

    def linear(self, layer, x):
        return F.linear(x.to(self.computed), layer.weight.to(self.computed), layer.bias.to(self.computed))

    def forward(self, image, metadata):
        stem = F.relu(self.stem_bn(self.conv(self.stem, image)))
        x = F.relu(self.grouped_bn(self.conv(self.grouped, stem)) + stem)
        pooled = F.avg_pool2d(image, 2, 2)
        first = F.relu(self.conv(self.first, x) + pooled)
        second = F.relu(pooled + self.conv(self.second, x))
        maps = torch.cat([x.float(), first, second], 1)
        boxes = self.conv(self.boxes, maps)
        features = torch.flatten(F.adaptive_avg_pool2d(maps, 1), 1)
        left = self.linear(self.left, features) + metadata
        right = metadata + self.linear(self.right, features)
        assert first.dtype == second.dtype == left.dtype == right.dtype == torch.float32
        return torch.cat([left, right], 1), boxes.float().permute(0, 2, 3, 1)


def inputs():
    values = (uniform("pixels", IMAGES * HEIGHT * WIDTH * 3) + 0.5) * 256
    pixels = torch.from_numpy(values.astype(numpy.uint8)).reshape(IMAGES, HEIGHT, WIDTH, 3)
    mean = torch.tensor([123.675, 116.28, 103.53]).reshape(1, 3, 1, 1)
    deviation = torch.tensor([58.395, 57.12, 57.375]).reshape(1, 3, 1, 1)
    metadata = torch.from_numpy((400 * uniform("metadata", IMAGES * METADATA)).astype(numpy.float32))
    return (pixels.permute(0, 3, 1, 2).float() - mean) / deviation, metadata.reshape(IMAGES, METADATA)


def numbers(tensor, stride=1):
    return [float(value) for value in tensor.flatten()[::stride]]


def main():
    torch.set_num_threads(1)
    golden = {}
    for name, computed in {"FLOAT32": torch.float32, "BFLOAT16": torch.bfloat16}.items():
        network = TwoInputs(computed).eval()
        fill(network)
        with torch.no_grad():
            logits, boxes = network(*inputs())
        golden[name] = {"logits": numbers(logits), "boxes": numbers(boxes, STRIDE)}
    network = TwoInputs(torch.float32).train()
    fill(network)
    with torch.no_grad():
        network(*inputs())
    golden["statistics"] = {
        name: numbers(tensor) for name, tensor in network.state_dict().items() if "running" in name}
    golden["parameters"] = [
        f"{name} {list(tensor.shape)}" for name, tensor in network.state_dict().items()]
    OUT.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
