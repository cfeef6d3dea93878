"""Writes steps.json: gradients and running statistics of one pass of torchvision's and timm's newer networks in training, made small.

Weights, pixels and targets are formulas that Java has too. Nothing is dropped. Of each weight's gradient and of each
running statistic the file has the norm, and of each gradient some elements. What float32 is off float64 is printed.

Run from the project's root, with the packages of ../requirements.txt:
    python zoo/src/test/python/network/make_steps.py
"""

import json
import sys
from functools import partial
from pathlib import Path

import timm
import torch
from torchvision.models.convnext import CNBlockConfig, ConvNeXt
from torchvision.models.efficientnet import EfficientNet, FusedMBConvConfig, MBConvConfig
from torchvision.models.mobilenetv3 import InvertedResidualConfig, MobileNetV3
from torchvision.models.vision_transformer import VisionTransformer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from make_networks import LABELS, fill, normalized  # noqa: E402

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/steps.json")
IMAGES, SAMPLES = 4, 5

# A shift before a convolution of one pixel and batch norm has a gradient of 0: under this share of the largest norm,
# what a gradient is off is held against that share.
LEAST = 0.01


def efficientnet():
    rows = [FusedMBConvConfig(1, 3, 1, 8, 8, 1), FusedMBConvConfig(4, 3, 2, 8, 16, 2), MBConvConfig(4, 5, 2, 16, 24, 2)]
    norm = partial(torch.nn.BatchNorm2d, eps=1e-3)
    return EfficientNet(rows, 0, 0, LABELS, norm_layer=norm, last_channel=1280)


def mobilenet_v3():
    block = partial(InvertedResidualConfig, dilation=1, width_mult=1)
    blocks = [block(16, 3, 16, 16, True, "RE", 2), block(16, 5, 64, 24, True, "HS", 2), block(24, 3, 72, 24, False, "HS", 1)]
    return MobileNetV3(blocks, 32, LABELS, dropout=0)


def convnext():
    blocks = [CNBlockConfig(16, 32, 1), CNBlockConfig(32, None, 2)]
    return ConvNeXt(blocks, 0, num_classes=LABELS)


def vit():
    return VisionTransformer(48, 16, 2, 3, 48, 192, num_classes=LABELS)


def dinov2():
    small = {"img_size": 42, "embed_dim": 48, "depth": 2, "num_heads": 3}
    return timm.create_model("vit_small_patch14_reg4_dinov2", num_classes=LABELS, **small)


def clip():
    small = {"img_size": 48, "embed_dim": 48, "depth": 2, "num_heads": 3}
    return timm.create_model("vit_base_patch16_clip_quickgelu_224", num_classes=LABELS, **small)


SIZES = {efficientnet: 67, mobilenet_v3: 67, convnext: 67, vit: 48, dinov2: 42, clip: 48}


def step(build, dtype):
    network = build()
    fill(network)
    network.to(dtype).train()
    targets = torch.tensor([[float((n + label) % 2) for label in range(LABELS)] for n in range(IMAGES)])
    logits = network(normalized(IMAGES, SIZES[build], SIZES[build]).to(dtype))
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets.to(dtype))
    loss.backward()
    gradients = {name: weight.grad.double() for name, weight in network.named_parameters()}
    statistics = {name: value.double() for name, value in network.named_buffers() if "running" in name}
    return loss.item(), gradients, statistics


def rounded(value):
    return float(f"{float(value):.8g}")


def norms(tensors):
    return {name: rounded(tensor.norm()) for name, tensor in tensors.items()}


def samples(gradient):
    flat = gradient.flatten()
    return [rounded(value) for value in flat[:: max(1, len(flat) // SAMPLES)][:SAMPLES]]


def case(build):
    loss, gradients, statistics = step(build, torch.float64)
    _, single, _ = step(build, torch.float32)
    largest = max(float(gradient.norm()) for gradient in gradients.values())
    off = max(float((single[name] - exact).norm() / max(exact.norm(), LEAST * largest)) for name, exact in gradients.items())
    print(f"{build.__name__}: gradients of float32 are off those of float64 by up to {off:.1e}")
    return {
        "images": IMAGES,
        "size": SIZES[build],
        "loss": loss,
        "gradients": norms(gradients),
        "samples": {name: samples(gradient) for name, gradient in gradients.items()},
        "statistics": norms(statistics),
    }


def main():
    torch.set_num_threads(1)
    cases = {build.__name__: case(build) for build in SIZES}
    OUT.write_text(json.dumps(cases, indent=1) + "\n")


main()
