"""Makes JPEGs of 500 x 375 at quality 90 of smaller pictures, four in each: what compare_decoding.py decodes.

    python make_photographs.py FOLDER OUT [--count 64]

FOLDER is searched with the folders in it. The shared corpora hold no photographs of that size; enlarged ones would
have no detail, and take less time to decode than real ones.
"""

import argparse
from pathlib import Path

from PIL import Image

WIDTH, HEIGHT = 500, 375


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=64)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    files = sorted(options.folder.rglob("*.jpg"))[: 4 * options.count]
    for first in range(0, len(files) - 3, 4):
        photograph = Image.new("RGB", (WIDTH, HEIGHT))
        for i, file in enumerate(files[first : first + 4]):
            part = Image.open(file).convert("RGB").resize((WIDTH // 2, HEIGHT // 2 + 1), Image.BICUBIC)
            photograph.paste(part, (i % 2 * (WIDTH // 2), i // 2 * (HEIGHT // 2 + 1)))
        photograph.save(options.out / f"{first // 4:03}.jpg", quality=90)


main()
