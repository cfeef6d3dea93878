"""Works out the scores of the export in format1 with PyTorch and Pillow: expected.json beside it.

Run from the project's root, with the packages of requirements.txt, once the export is there (WriteFormatFixture).
It uses model.pt and tagzoo.json alone, as a program without TagZoo would.
"""

import json
from pathlib import Path

import numpy
import torch
from PIL import Image, ImageOps

FOLDER = Path("zoo/src/test/resources/org/tagzoo/zoo/export/format1")
PICTURES = Path("datasets/src/test/resources/org/tagzoo/datasets/image")
NAMES = ["exif-6.png", "gray.png", "palette.png", "rgb.png", "progressive.jpg"]

description = json.loads((FOLDER / "tagzoo.json").read_text(encoding="utf-8"))
size = description["imageSize"]
network = torch.jit.load(str(FOLDER / "model.pt"))
assert not network.training
result = {}
for file in [FOLDER / "photo.jpg", *(PICTURES / name for name in NAMES)]:
    picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    pixels = numpy.array(picture.resize((size, size), Image.Resampling.BILINEAR))
    with torch.no_grad():
        logits = network(torch.from_numpy(pixels)[None])[0]
    result[file.name] = {
        label["label"]: score for label, score in zip(description["labels"], torch.sigmoid(logits.double()).tolist(), strict=True)
    }
(FOLDER / "expected.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
