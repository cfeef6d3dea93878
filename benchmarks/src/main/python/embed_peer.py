"""What EmbedImages.java does, in PyTorch.

    python embed_peer.py WEIGHTS NETWORK LABELS SIZE PIXELS OUT eager|channels_last|bfloat16|int8

`eager` is what torchvision or timm gives: float32, channels first. `channels_last` sets the memory format of network and
images, `bfloat16` turns both into bfloat16 besides. `int8` is torch.ao's static quantization for x86, made to fit the images,
traced and frozen. Bytes become normalised floats within the measured time, on both
sides.
"""

import sys
from pathlib import Path

import numpy
import torch

from side_by_side import peer, work_in_turns

MEAN = torch.tensor([123.675, 116.28, 103.53]).view(1, 3, 1, 1)
STD = torch.tensor([58.395, 57.12, 57.375]).view(1, 3, 1, 1)


def behead(network):
    """Has a network give what its last layer gets."""
    name = next(each for each in ("fc", "head", "heads", "classifier") if hasattr(network, each))
    if name == "classifier" and isinstance(network.classifier, torch.nn.Sequential):
        network.classifier[-1] = torch.nn.Identity()
    else:
        setattr(network, name, torch.nn.Identity())


def quantized(network, images):
    from torch.ao.quantization import get_default_qconfig_mapping, quantize_fx

    with torch.no_grad():
        prepared = quantize_fx.prepare_fx(network, get_default_qconfig_mapping("x86"), (images[:1],))
        prepared(images)
        return torch.jit.freeze(torch.jit.trace(quantize_fx.convert_fx(prepared), images).eval())


def main():
    weights, name, labels, size, pixels, out, kind = sys.argv[1:]
    network = peer(name, int(labels), int(size))
    network.load_state_dict(torch.load(weights, weights_only=True))
    behead(network)
    network.eval()
    bytes_ = torch.from_numpy(numpy.fromfile(pixels, numpy.uint8)).view(-1, int(size), int(size), 3)
    layout = torch.contiguous_format if kind == "eager" else torch.channels_last
    number = torch.bfloat16 if kind == "bfloat16" else torch.float32
    network = network.to(dtype=number, memory_format=layout)
    if kind == "int8":
        network = quantized(network, ((bytes_.permute(0, 3, 1, 2).float() - MEAN) / STD).to(memory_format=layout))

    def embed():
        with torch.inference_mode():
            images = (bytes_.permute(0, 3, 1, 2).float() - MEAN) / STD
            return network(images.to(dtype=number, memory_format=layout)).float()

    embed().numpy().tofile(Path(out))
    print(len(bytes_), flush=True)
    work_in_turns(embed)


main()
