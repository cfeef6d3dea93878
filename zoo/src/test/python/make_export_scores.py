"""Works out the scores of an export with PyTorch and Pillow: expected.json beside it.

    python zoo/src/test/python/make_export_scores.py zoo/src/test/resources/org/tagzoo/zoo/export/format2

Run from the project's root, with the packages of requirements.txt, once the export is there (WriteFormatFixture).
It uses model.pt and tagzoo.json alone, as a program without TagZoo would. Of a network that takes more than pixels it also
writes known.json: scores of photo.jpg with what is known of it.
"""

import json
import sys
from pathlib import Path

import numpy
import torch
from PIL import Image, ImageOps
from scipy.special import expit, logit

FOLDER = Path(sys.argv[1])
IMAGES = Path("datasets/src/test/resources/org/tagzoo/datasets/image")
NAMES = ["exif-6.png", "gray.png", "palette.png", "rgb.png", "progressive.jpg"]

description = json.loads((FOLDER / "tagzoo.json").read_text(encoding="utf-8"))
size = description["imageSize"]
network = torch.jit.load(str(FOLDER / "model.pt"))
assert not network.training


NONE = {"labels": [{"kind": "none"} for _ in description["labels"]]}


def probability(by, score):
    """A calibrated score."""
    if by["kind"] == "platt":
        return float(expit(by["slope"] * logit(numpy.clip(score, 2**-24, 1 - 2**-24)) + by["offset"]))
    return float(numpy.interp(score, by["scores"], by["probabilities"])) if by["kind"] == "isotonic" else score


def numbers(column, text):
    """A column of metadata."""
    missing = [float(text is None)] if column["marksMissing"] else []
    if column["kind"] == "number":
        return [0.0 if text is None else (float(text) - column["mean"]) / column["std"]] + missing
    known = column["categories"]
    others = [float(text is not None and text not in known)] if column["marksOthers"] else []
    return [float(text == category) for category in known] + others + missing


def characters(text, title):
    """The title's characters, from the right, as numbers from 2; 1 is another, 0 none."""
    read = [text["characters"].find(c) + 2 if c in text["characters"] else 1 for c in title[:text["length"]]]
    return [0] * (text["length"] - len(read)) + read


def class_and_box(logits, outputs):
    """Probabilities of classes, and where the object is, in shares of the image's sides."""
    given = torch.softmax(logits[0].double(), 0).tolist()
    height, width, x, y = outputs[0].double().tolist()
    left, right = (min(max(edge, 0), size) / size for edge in (x, x + width))
    top, bottom = (min(max(edge, 0), size) / size for edge in (y, y + height))
    return {
        "scores": {label["label"]: score for label, score in zip(description["labels"], given, strict=True)},
        "box": {"x": left, "y": top, "width": right - left, "height": bottom - top},
    }


def scores(file, fields):
    opened = Image.open(file)
    if description.get("decoding") == "reduced":
        opened.draft("RGB", (size, size))
    whole = ImageOps.exif_transpose(Image.open(file))
    image = ImageOps.exif_transpose(opened).convert("RGB")
    pixels = numpy.array(image.resize((size, size), Image.Resampling.BILINEAR))
    inputs = [torch.from_numpy(pixels)[None]]
    fields = {"width": str(whole.width), **fields}
    if "metadata" in description:
        row = [n for c in description["metadata"]["columns"] for n in numbers(c, fields.get(c["name"]))]
        inputs.append(torch.tensor([row], dtype=torch.float32))
    if "text" in description:
        text = description["text"]
        row = characters(text, fields.get(text["column"], ""))
        inputs.append(torch.tensor([row], dtype=torch.float32))
    with torch.no_grad():
        outputs = network(*inputs)
    if description.get("task") == "class-and-box":
        return class_and_box(*outputs)
    logits = outputs[0]
    raw = torch.sigmoid(logits.double()).tolist()
    given = [probability(*pair) for pair in zip(description.get("calibration", NONE)["labels"], raw, strict=True)]
    return {label["label"]: score for label, score in zip(description["labels"], given, strict=True)}


PHOTO = FOLDER.parent / "format1" / "photo.jpg"
KNOWN = [
    {"year": "1999", "genre": "war", "title": "seats at sea, east"},
    {"genre": "drama", "title": "Zest"},
    {"year": "2004.5", "genre": "opera", "width": "120"},
]


def write(name, result):
    (FOLDER / name).write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


write("expected.json", {file.name: scores(file, {}) for file in [PHOTO, *(IMAGES / name for name in NAMES)]})
if "metadata" in description:
    write("known.json", [{"fields": fields, "scores": scores(PHOTO, fields)} for fields in KNOWN])
