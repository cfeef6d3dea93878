"""Writes evaluation.json: checksums of images as torchvision's networks are evaluated with them.

    python -m pip install -r requirements.txt
    python make_evaluation.py ../resources/org/tagzoo/datasets/image [FOLDER OF CORPORA]

Images are made by a formula that Java has too; their sizes are drawn with a fixed seed. A row is
width, height, shorter side, crop width, crop height, CRC-32 of the result's bytes. With the folder
of corpora, photographs are added, as file, shorter side, crop, CRC-32; else the old ones are kept.

A row of "squares" is width, height, side, how (crop: torchvision's Resize and CenterCrop to the side; pad: Pillow's
ImageOps.pad with the mean colour of ImageNet), CRC-32; of "published" likewise, as weights are published with.
"""

import json
import random
import sys
import zlib
from pathlib import Path

import numpy
import PIL.Image
import PIL.ImageOps
from torchvision.transforms import InterpolationMode, v2

PHOTOGRAPHS = [
    "mirflickr/images/im1.jpg",
    "aquarium/test/images",
    "posters/posters",
    "pacs/photo/dog",
]
# Crops of torchvision's published networks, one that needs black around it, and one that is not square.
CROPS = [(256, 224, 224), (232, 224, 224), (342, 299, 299), (64, 56, 56), (40, 57, 44), (50, 31, 48)]


def image(width, height):
    x, y, c = numpy.meshgrid(numpy.arange(width), numpy.arange(height), numpy.arange(3))
    values = x * 37 + y * 101 + c * 67 + ((x * y * 13) ^ (x * x))
    return PIL.Image.fromarray((values & 255).astype(numpy.uint8), "RGB")


def transform(shorter, width, height, mode):
    if shorter == 0:
        return v2.Resize((height, width), mode, antialias=True)
    return v2.Compose([v2.Resize(shorter, mode, antialias=True), v2.CenterCrop((height, width))])


def checksum(image, shorter, width, height, mode):
    result = transform(shorter, width, height, mode)(image)
    assert result.size == (width, height)
    return zlib.crc32(result.tobytes())


def rows(mode, count, seed):
    draw = random.Random(seed)
    out = []
    for i in range(count):
        shorter, width, height = CROPS[i % len(CROPS)]
        if i % 5 == 4:
            shorter = 0
        # Sides from 1 to 700, small ones as often as large ones; at times one side like a strip's.
        sides = [round(700 ** draw.random()) for _ in range(2)]
        if i % 20 == 7:
            sides = [draw.randint(1, 4), draw.randint(2000, 6000)]
            draw.shuffle(sides)
        crc = checksum(image(*sides), shorter, width, height, mode)
        out.append([*sides, shorter, width, height, crc])
    return out


def squares(count, seed):
    draw = random.Random(seed)
    out = []
    for i in range(count):
        side = draw.choice([1, 7, 32, 64, 65, 224])
        sides = [round(700 ** draw.random()) for _ in range(2)]
        source = image(*sides)
        if i % 2:
            result, how = transform(side, side, side, InterpolationMode.BILINEAR)(source), "crop"
        elif min(sides) / max(sides) * side > 0.5:  # Pillow can't make an image of no height
            result = PIL.ImageOps.pad(source, (side, side), PIL.Image.BILINEAR, color=(124, 116, 104))
            how = "pad"
        else:
            continue
        assert result.size == (side, side)
        out.append([*sides, side, how, zlib.crc32(result.tobytes())])
    return out


def published(count, seed):
    draw = random.Random(seed)
    out = []
    for _ in range(count):
        side, (crop, of) = draw.choice([40, 128, 224, 260]), draw.choice([(224, 256), (240, 272), (260, 292)])
        sides = [round(700 ** draw.random()) for _ in range(2)]
        shorter = int(side * of / crop + 0.5)
        crc = checksum(image(*sides), shorter, side, side, InterpolationMode.BICUBIC)
        out.append([*sides, side, f"crop-{crop}-of-{of}-bicubic", crc])
    return out


def oblong(count, seed):
    """Rows of width, height, result's height x width, how, CRC-32."""
    draw = random.Random(seed)
    out = []
    for i in range(count):
        width, height = draw.choice([(92, 138), (24, 40), (224, 64), (7, 5)])
        crop, of = draw.choice([(1, 1), (7, 8), (224, 256)])
        sides = [round(700 ** draw.random()) for _ in range(2)]
        source = image(*sides)
        if i % 3 == 0:
            how, result = "stretch", source.resize((width, height), PIL.Image.BILINEAR)
        elif i % 3 == 1 and min(sides) / max(sides) * min(width, height) > 1:
            how = "pad"
            result = PIL.ImageOps.pad(source, (width, height), PIL.Image.BILINEAR, color=(124, 116, 104))
        else:
            how = "crop" if of == 1 else f"crop-{crop}-of-{of}"
            new_width, new_height = (int(side * of / crop + 0.5) for side in (width, height))
            if sides[0] * height >= sides[1] * width:
                new_width = int(new_height * sides[0] / sides[1])
            else:
                new_height = int(new_width * sides[1] / sides[0])
            covered = v2.functional.resize(source, [new_height, new_width], InterpolationMode.BILINEAR)
            result = v2.functional.center_crop(covered, [height, width])
        assert result.size == (width, height)
        out.append([*sides, f"{height}x{width}", how, zlib.crc32(result.tobytes())])
    return out


def photographs(corpora):
    out = []
    for place in PHOTOGRAPHS:
        path = corpora / place
        files = sorted(path.glob("*.jpg"))[:5] if path.is_dir() else [path]
        for file in files:
            photograph = PIL.ImageOps.exif_transpose(PIL.Image.open(file)).convert("RGB")
            name = str(file.relative_to(corpora))
            for shorter, width, height in CROPS[:3]:
                crc = checksum(photograph, shorter, width, height, InterpolationMode.BILINEAR)
                out.append([name, shorter, width, height, crc])
    return out


def main(folder, corpora):
    file = folder / "evaluation.json"
    golden = {
        "bilinear": rows(InterpolationMode.BILINEAR, 200, 1),
        "bicubic": rows(InterpolationMode.BICUBIC, 200, 4),
        "nearest": rows(InterpolationMode.NEAREST, 60, 2),
        "squares": squares(200, 3),
        "published": published(60, 5),
        "oblong": oblong(90, 6),
        "photographs": photographs(corpora) if corpora else json.loads(file.read_text())["photographs"],
    }
    blocks = [
        f'"{name}": [\n  ' + ",\n  ".join(json.dumps(row, separators=(",", ":")) for row in table) + "]"
        for name, table in golden.items()
    ]
    file.write_text("{" + ",\n ".join(blocks) + "}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
