"""Writes layers/NAME.csv: what torchvision's layers with parameters are, as its own forward pass meets them.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/network/make_layers.py
A line a layer, in the order of their names: name, shape of the result without images, parameters, multiply-adds of
one image (each weight of a convolution once a place of the result, each weight of a linear layer once). The first
line has the side of the images.
"""

from pathlib import Path

import torch
import torchvision

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/layers")
SIZES = {"resnet18": 97, "mobilenet_v2": 224, "inception_v3": 299}


def listing(name, size):
    arguments = {"aux_logits": False, "init_weights": False} if name == "inception_v3" else {}
    network = getattr(torchvision.models, name)(**arguments).eval()
    lines = []

    def hook(layer):
        def met(module, _, result):
            places = result[0, 0].numel() if result.dim() == 4 else 1
            counted = isinstance(module, (torch.nn.Conv2d, torch.nn.Linear))
            operations = places * module.weight.numel() if counted else 0
            shape = " ".join(str(side) for side in result.shape[1:])
            lines.append(f"{layer},{shape},{sum(p.numel() for p in module.parameters())},{operations}")

        return met

    for layer, module in network.named_modules():
        if not list(module.children()) and list(module.parameters()):
            module.register_forward_hook(hook(layer))
    with torch.no_grad():
        network(torch.zeros(1, 3, size, size))
    return sorted(lines)


def main():
    torch.set_num_threads(1)
    OUT.mkdir(exist_ok=True)
    for name, size in SIZES.items():
        (OUT / f"{name}.csv").write_text("\n".join([str(size), *listing(name, size)]) + "\n")


if __name__ == "__main__":
    main()
