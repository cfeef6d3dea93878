"""What DecodeThroughput.java does, in torchvision v2 with Pillow, on one thread.

    python decode_peer.py FOLDER PIXELS

It writes the first image's pixels to PIXELS, as DecodeThroughput.java does. For each line on standard input (plain, draft or five) it goes through the folder once and prints milliseconds of
processor time an image. draft: Pillow decodes JPEGs at a half, quarter or eighth where that is still as large as asked for.
"""

import sys
import time
from pathlib import Path

import torch
from PIL import Image, ImageOps
from torchvision.transforms.v2 import functional as F

SIZE = 224
MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]
BILINEAR = F.InterpolationMode.BILINEAR
START = [[0, 0], [SIZE - 1, 0], [SIZE - 1, SIZE - 1], [0, SIZE - 1]]
END = [[10, 20], [200, 5], [215, 210], [30, 190]]


def five(image):
    image = F.rotate(F.horizontal_flip(image), 12.3, BILINEAR, fill=0)
    image = F.adjust_brightness(F.adjust_contrast(image, 1.2), 0.8)
    image = F.adjust_saturation(F.adjust_hue(image, 0.05), 1.3)
    return F.perspective(F.to_grayscale(image, 3), START, END, interpolation=BILINEAR, fill=0)


def pixels(file, how):
    with Image.open(file) as opened:
        if how == "draft":
            opened.draft("RGB", (SIZE, SIZE))
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image = F.resize(image, [SIZE, SIZE], BILINEAR, antialias=True)
    if how == "five":
        image = five(image)
    return F.normalize(F.to_dtype(F.pil_to_tensor(image), torch.float32, scale=True), MEAN, STD)


def main():
    torch.set_num_threads(1)
    files = sorted(Path(sys.argv[1]).iterdir())
    first = torch.stack([pixels(files[0], how) for how in ("plain", "draft", "five")])
    first.permute(0, 2, 3, 1).contiguous().numpy().tofile(sys.argv[2])
    print(len(files), flush=True)
    for line in sys.stdin:
        if not line.strip():
            break
        start = time.process_time()
        for file in files:
            pixels(file, line.strip())
        print((time.process_time() - start) * 1e3 / len(files), flush=True)


main()
