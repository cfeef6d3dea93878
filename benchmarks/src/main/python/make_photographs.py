"""Makes JPEGs of quality 90 of smaller images side by side: what compare_decoding.py decodes.

    python make_photographs.py FOLDER OUT [--count 64] [--size 500x375] [--part 250]

FOLDER is searched with the folders in it. The shared corpora hold no photographs of that size; enlarged ones would
have no detail, and take less time to decode than real ones. Of FOLDER's images each is some --part pixels wide, which
should be no more than they have: four of 250 make one of 500 x 375, 961 of 128 one of 4032 x 3024.
"""

import argparse
from pathlib import Path

from PIL import Image


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=64)
    parser.add_argument("--size", default="500x375")
    parser.add_argument("--part", type=int, default=250)
    options = parser.parse_args()
    width, height = (int(side) for side in options.size.split("x"))
    across = max(1, width // options.part)
    part_size = -(-width // across), -(-height // across)
    options.out.mkdir(parents=True, exist_ok=True)
    files = sorted(options.folder.rglob("*.jpg"))[: across**2 * options.count]
    for first in range(0, len(files) - across**2 + 1, across**2):
        photograph = Image.new("RGB", (width, height))
        for i, file in enumerate(files[first : first + across**2]):
            part = Image.open(file).convert("RGB").resize(part_size, Image.BICUBIC)
            photograph.paste(part, (i % across * part_size[0], i // across * part_size[1]))
        photograph.save(options.out / f"{first // across**2:03}.jpg", quality=90)


main()
