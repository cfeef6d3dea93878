"""Writes torchvision/NAME.json: what torchvision's and timm's networks give with weights filled by a formula that Java has too.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_networks.py [NAME ...]
Names are TagZoo's, such as resnet18; without any, all that have a file are written again. "published" is
what torchvision states of its first weights: their image size, and billions of multiply-adds, which timm's networks
are counted for.
"""

import hashlib
import json
import sys
import zlib
from functools import partial
from pathlib import Path

import numpy
import timm
import torch
import torchvision
from torchvision.models.convnext import CNBlockConfig, ConvNeXt
from torchvision.models.efficientnet import EfficientNet, _efficientnet_conf

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/torchvision")
KERAS = "resnet50.keras"
# ResNet-18 whose blocks have no shortcut (arXiv:1512.03385, section 4.1).
PLAIN = "plain18"
LABELS = 5
NEWER = ("mobilenet_v3_small", "mobilenet_v3_large", "efficientnet_b0", "efficientnet_v2_s", "convnext_tiny", "convnext_base")
# How many blocks the large networks have in "results", which mvn verify tests; their own are in "whole".
SHORT = {"convnext_base": (1, 1, 2, 1), "efficientnet_v2_s": (1, 2, 2, 2, 1, 2)}
# What matrices are multiplied by where results would grow too large to compare.
GAIN = {"efficientnet_v2_s": 0.8}
TIMM = {f"efficientnet_lite{size}": f"tf_efficientnet_lite{size}" for size in range(3)}


def uniform(name, count):
    """Numbers from -0.5 to 0.5 by a multiplicative hash of (name, index)."""
    index = numpy.arange(count, dtype=numpy.uint64)
    bits = (index * numpy.uint64(2654435761) + numpy.uint64(zlib.crc32(name.encode()))) & numpy.uint64(0xFFFFFFFF)
    bits = ((bits ^ (bits >> numpy.uint64(15))) * numpy.uint64(2246822519)) & numpy.uint64(0xFFFFFFFF)
    return bits.astype(numpy.float64) / 2**32 - 0.5


def fill(network, gain=1):
    state = network.state_dict()
    for name, tensor in state.items():
        if name.endswith("num_batches_tracked"):
            continue
        u = uniform(name, tensor.numel())
        if name.endswith("layer_scale"):
            values = 1 + u
        elif tensor.dim() > 1 and tensor.shape[0] > 1:
            fan_in = tensor.numel() // tensor.shape[0]
            values = u * gain * numpy.sqrt(24 / fan_in)
        elif name.endswith("running_var") or name.endswith("weight"):
            values = 1 + u
        else:
            values = u * 0.2
        tensor.copy_(torch.from_numpy(values.astype(numpy.float32)).reshape(tensor.shape))


def without_shortcut(block, x):
    return block.relu(block.bn2(block.conv2(block.relu(block.bn1(block.conv1(x))))))


def build(name, **arguments):
    """A network of torchvision or timm; the Keras variant has a bottleneck's stride on its first convolution.

    Inception has no second classifier: it is computed in training only, and TagZoo leaves it out.
    """
    if name in TIMM:
        return timm.create_model(TIMM[name], **arguments)
    if name == PLAIN:
        network = torchvision.models.resnet18(**arguments)
        for module in network.modules():
            if isinstance(module, torchvision.models.resnet.BasicBlock):
                module.downsample = None
                module.forward = partial(without_shortcut, module)
        return network
    if name == "inception_v3":
        arguments |= {"aux_logits": False, "init_weights": False}
    network = getattr(torchvision.models, name.split(".")[0])(**arguments)
    if name == KERAS:
        for module in network.modules():
            if isinstance(module, torchvision.models.resnet.Bottleneck):
                module.conv1.stride, module.conv2.stride = module.conv2.stride, (1, 1)
    return network


def shortened(name, **arguments):
    """The same network with fewer blocks, as SHORT says."""
    if name == "convnext_base":
        settings = [CNBlockConfig(128 << i, 256 << i if i < 3 else None, n) for i, n in enumerate(SHORT[name])]
        return ConvNeXt(settings, **arguments)
    settings, last = _efficientnet_conf(name)
    for setting, blocks in zip(settings, SHORT[name]):
        setting.num_layers = blocks
    norm = partial(torch.nn.BatchNorm2d, eps=1e-3)
    return EfficientNet(settings, 0.2, last_channel=last, norm_layer=norm, **arguments)


def pixels(images, height, width):
    values = (uniform("pixels", images * height * width * 3) + 0.5) * 256
    return torch.from_numpy(values.astype(numpy.uint8)).reshape(images, height, width, 3)


def normalized(images, height, width):
    mean = torch.tensor([123.675, 116.28, 103.53]).reshape(1, 3, 1, 1)
    deviation = torch.tensor([58.395, 57.12, 57.375]).reshape(1, 3, 1, 1)
    return (pixels(images, height, width).permute(0, 3, 1, 2).float() - mean) / deviation


def result(network, height, width):
    """Logits and every hundredth element of the embedding, which is what the last layer gets."""
    embeddings = []
    head = network.fc if hasattr(network, "fc") else network.classifier
    head = head[-1] if isinstance(head, torch.nn.Sequential) else head
    hook = head.register_forward_pre_hook(lambda _, inputs: embeddings.append(inputs[0]))
    with torch.no_grad():
        logits = network(normalized(1, height, width))
    hook.remove()
    return {
        "height": height,
        "width": width,
        "embedding": [float(v) for v in embeddings[0][0][::100]],
        "logits": [float(v) for v in logits[0]],
    }


def counted(network, size=None):
    size = size or network.default_cfg["input_size"][1]
    counts = []
    for module in network.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            module.register_forward_hook(lambda m, _, out: counts.append(m.weight.numel() * out[0].numel() // m.weight.shape[0]))
    with torch.no_grad():
        network(torch.zeros(1, 3, size, size))
    return {"size": size, "billions": sum(counts) / 1e9}


def published(name):
    if name == PLAIN:
        return counted(build(name).eval(), 224)
    if name in TIMM:
        return counted(build(name).eval())
    weights = next(iter(torchvision.models.get_model_weights(name)))
    return {"size": weights.transforms().crop_size[0], "billions": weights.meta["_ops"]}


def dropped(network):
    """The probabilities of what drops images or elements in training, in order; where nothing is added, nothing is dropped."""
    blocks = [b.stochastic_depth.p for b in network.modules() if hasattr(b, "stochastic_depth") and getattr(b, "use_res_connect", True)]
    elements = [m.p for m in network.modules() if isinstance(m, torch.nn.Dropout)]
    return [p for p in blocks if p > 0] + elements


def golden(name):
    with torch.device("meta"):
        reference = build(name)
    listing = [f"{key} {list(value.shape)}" for key, value in reference.state_dict().items()]
    facts = {
        "parameters": sum(p.numel() for p in reference.parameters()),
        "listing": hashlib.sha256("\n".join(listing).encode()).hexdigest(),
    }
    sizes = [(224, 224), (97, 131)]
    if name != KERAS:
        facts["published"] = published(name)
        made_for = facts["published"]["size"]
        if made_for != 224:
            sizes = [(made_for, made_for), *sizes]
    if name in TIMM:
        sizes = [(made_for, made_for), (130, 64), (97, 131)]
    if name in NEWER:
        facts["dropped"] = dropped(reference)
        sizes = [*sizes[:-1], (160, 96), (97, 131)]
    gain = GAIN.get(name, 1)
    facts["results"] = results(build(name, num_classes=LABELS), gain, sizes)
    if name in SHORT:
        facts |= {"whole": facts["results"], "results": results(shortened(name, num_classes=LABELS), gain, sizes[-3:])}
    return facts


def results(network, gain, sizes):
    network.eval()
    fill(network, gain)
    return [result(network, *size) for size in sizes]


def main():
    torch.set_num_threads(1)
    for name in sys.argv[1:] or sorted(path.name.removesuffix(".json") for path in OUT.glob("*.json")):
        (OUT / f"{name}.json").write_text(json.dumps(golden(name), indent=1) + "\n")


if __name__ == "__main__":
    main()
