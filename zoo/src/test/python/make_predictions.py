"""Writes predictions.json: what torchvision says of images, for the tests of the DJL zoo.

    python -m pip install -r zoo/src/test/python/requirements.txt
    python zoo/src/test/python/make_predictions.py [FOLDER OF CORPORA] [resnet50.keras.safetensors]

Run from the project's root. "formula" is a ResNet-18 of 1,000 classes with the weights of
make_networks.py, on images by a formula, through the transforms of torchvision's weights. With the
corpora and the weights file that TagZoo keeps in its cache, "keras" holds the five likeliest classes
of photographs by Keras's ResNet-50, loaded as Keras's examples do; else what is there is kept.
"""

import json
import sys
import zlib
from pathlib import Path

import numpy
import PIL.Image
import torch
import torchvision
from safetensors.torch import load_file
from torchvision.transforms import v2

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/modelzoo/predictions.json")
SIZES = [(301, 227), (150, 431), (224, 224)]
PHOTOGRAPHS = [
    "pacs/photo/dog/056_0004.jpg",
    "pacs/photo/elephant",
    "pacs/photo/giraffe",
    "pacs/photo/guitar",
    "pacs/photo/horse",
    "pacs/photo/house",
    "aquarium/test/images",
]


def uniform(name, count):
    """Numbers from -0.5 to 0.5 by a multiplicative hash of (name, index), as in make_networks.py."""
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


def image(width, height):
    x, y, c = numpy.meshgrid(numpy.arange(width), numpy.arange(height), numpy.arange(3))
    return PIL.Image.fromarray(((x * (3 + c) + y * (5 - c) + x * y // 40) & 255).astype(numpy.uint8), "RGB")


def normalised(image, mean, deviation):
    pixels = torch.from_numpy(numpy.array(image)).permute(2, 0, 1).float()
    return ((pixels - torch.tensor(mean).reshape(3, 1, 1)) / torch.tensor(deviation).reshape(3, 1, 1))[None]


def likeliest(logits):
    shares = torch.softmax(logits.double(), 1)[0]
    top = torch.topk(shares, 5)
    return {"classes": top.indices.tolist(), "probabilities": [float(v) for v in top.values]}


def formula():
    network = torchvision.models.resnet18().eval()
    fill(network)
    embeddings = []
    network.fc.register_forward_pre_hook(lambda _, inputs: embeddings.append(inputs[0]))
    transform = v2.Compose([v2.Resize(256, antialias=True), v2.CenterCrop(224)])
    rows = []
    for width, height in SIZES:
        seen = transform(image(width, height))
        with torch.no_grad():
            logits = network(normalised(seen, [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]))
        embedding = [float(v) for v in embeddings[-1][0][::32]]
        rows.append({"width": width, "height": height, **likeliest(logits), "embedding": embedding})
    return rows


def keras(corpora, weights):
    network = torchvision.models.resnet50().eval()
    for module in network.modules():
        if isinstance(module, torchvision.models.resnet.Bottleneck):
            module.conv1.stride, module.conv2.stride = module.conv2.stride, (1, 1)
    missing = network.load_state_dict(load_file(weights), strict=False)
    assert not missing.unexpected_keys
    assert all(name.endswith("num_batches_tracked") for name in missing.missing_keys)
    names = torchvision.models.ResNet50_Weights.IMAGENET1K_V1.meta["categories"]
    rows = []
    for place in PHOTOGRAPHS:
        path = corpora / place
        for file in sorted(path.glob("*.jpg"))[:2] if path.is_dir() else [path]:
            image = PIL.Image.open(file).convert("RGB").resize((224, 224), PIL.Image.NEAREST)
            with torch.no_grad():
                told = likeliest(network(normalised(image, [123.68, 116.779, 103.939], [1.0, 1.0, 1.0])))
            rows.append({"file": str(file.relative_to(corpora)), **told})
            print(file, [names[i] for i in told["classes"]])
    return rows


def main(arguments):
    torch.set_num_threads(1)
    kept = json.loads(OUT.read_text())["keras"] if OUT.exists() else []
    result = {
        "formula": formula(),
        "keras": keras(Path(arguments[0]), arguments[1]) if len(arguments) == 2 else kept,
    }
    OUT.write_text(json.dumps(result, indent=1) + "\n")


main(sys.argv[1:])
