"""Works out the scores of an export with PyTorch and Pillow: expected.json beside it.

    python zoo/src/test/python/make_export_scores.py zoo/src/test/resources/org/tagzoo/zoo/export/format2

Run from the project's root, with the packages of requirements.txt, once the export is there (WriteFormatFixture).
It uses model.pt and tagzoo.json alone, as a program without TagZoo would.
"""

import json
import sys
from pathlib import Path

import numpy
import torch
from PIL import Image, ImageOps

FOLDER = Path(sys.argv[1])
IMAGES = Path("datasets/src/test/resources/org/tagzoo/datasets/image")
NAMES = ["exif-6.png", "gray.png", "palette.png", "rgb.png", "progressive.jpg"]

description = json.loads((FOLDER / "tagzoo.json").read_text(encoding="utf-8"))
size = description["imageSize"]
network = torch.jit.load(str(FOLDER / "model.pt"))
assert not network.training
result = {}
for file in [FOLDER.parent / "format1" / "photo.jpg", *(IMAGES / name for name in NAMES)]:
    opened = Image.open(file)
    if description.get("decoding") == "reduced":
        opened.draft("RGB", (size, size))
    image = ImageOps.exif_transpose(opened).convert("RGB")
    pixels = numpy.array(image.resize((size, size), Image.Resampling.BILINEAR))
    with torch.no_grad():
        logits = network(torch.from_numpy(pixels)[None])[0]
    result[file.name] = {
        label["label"]: score for label, score in zip(description["labels"], torch.sigmoid(logits.double()).tolist(), strict=True)
    }
(FOLDER / "expected.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
