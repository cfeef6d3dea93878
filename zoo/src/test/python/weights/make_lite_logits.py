"""Writes lite-logits.json: logits of images by timm's tf_efficientnet_lite0 with the weights that are built in.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/weights/make_lite_logits.py CORPORA
An image goes the whole way of the weights' card: decoded, its shorter side resized to 256 by Pillow's bicubic, its middle
224 x 224, values minus 127.5, divided by 127.5. One is made by a formula that Java has too; photographs are found again by
their hash. Every 37th logit is kept, and the likeliest class.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy
import PIL.Image
import safetensors.torch
import timm
import torch
from torchvision.transforms import InterpolationMode, v2

PHOTOGRAPHS = ["mirflickr/images/im1098.jpg", "mirflickr/images/im8460.jpg", "pacs/photo/dog/056_0004.jpg"]
WEIGHTS = Path("zoo/src/main/resources/org/tagzoo/zoo/registry/efficientnet_lite0.tf.safetensors")
OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/weights/lite-logits.json")


def by_formula(width, height):
    x, y, c = numpy.meshgrid(numpy.arange(width), numpy.arange(height), numpy.arange(3))
    values = x * 37 + y * 101 + c * 67 + ((x * y * 13) ^ (x * x))
    return PIL.Image.fromarray((values & 255).astype(numpy.uint8), "RGB")


def main():
    corpora = Path(sys.argv[1])
    network = timm.create_model("tf_efficientnet_lite0").eval()
    missing, unexpected = network.load_state_dict(safetensors.torch.load_file(WEIGHTS), strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
    seen = v2.Compose([v2.Resize(256, InterpolationMode.BICUBIC, antialias=True), v2.CenterCrop(224)])
    images = {"": (by_formula(331, 290), "")}
    for name in PHOTOGRAPHS:
        file = corpora / name
        images[name] = PIL.Image.open(file).convert("RGB"), hashlib.sha256(file.read_bytes()).hexdigest()
    out = []
    for name, (image, sha256) in images.items():
        pixels = torch.from_numpy(numpy.asarray(seen(image)).copy()).permute(2, 0, 1)[None].float()
        with torch.inference_mode():
            logits = network((pixels - 127.5) / 127.5)[0]
        kept = [float(f"{v:.7g}") for v in logits[::37]]
        out.append({"file": name, "sha256": sha256, "class": int(logits.argmax()), "logits": kept})
    OUT.write_text(json.dumps(out, indent=1) + "\n")


main()
