"""Makes a copy of a MIRFLICKR corpus with planted copies of some of its images: saved again, grey, mirrored, and cut out.

    pip install -r requirements.txt
    python plant_copies.py CORPUS OUT --each 250 --seed 1

Images are linked, copies are new files with the labels of their originals. A cut-out has 70% of the area, at any place, and up
to a quarter more or less of the image's proportions. OUT/planted.csv has a line a copy: id, original, kind.
"""

import argparse
import csv
import pathlib
import random

from PIL import Image, ImageOps


def cut_out(image, chosen):
    ratio = chosen.uniform(0.8, 1.25)
    width = min(1.0, (0.7 * ratio) ** 0.5)
    height = 0.7 / width
    left = chosen.uniform(0, 1 - width) * image.width
    top = chosen.uniform(0, 1 - height) * image.height
    box = (round(left), round(top), round(left + width * image.width), round(top + height * image.height))
    return image.crop(box)


KINDS = {
    "saved again": (lambda image, chosen: image, 60),
    "grey": (lambda image, chosen: ImageOps.grayscale(image), 85),
    "mirrored": (lambda image, chosen: ImageOps.mirror(image), 85),
    "cut out": (cut_out, 85),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--each", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chosen = random.Random(args.seed)
    (args.out / "images").mkdir(parents=True)
    (args.out / "annotations").mkdir()
    files = {int(file.stem[2:]): file.resolve() for file in (args.corpus / "images").glob("im*.jpg")}
    for file in files.values():
        (args.out / "images" / file.name).symlink_to(file)
    originals = chosen.sample(sorted(files), len(KINDS) * args.each)
    copies = {}
    planted = []
    for place, original in enumerate(originals):
        kind = list(KINDS)[place % len(KINDS)]
        number = max(files) + 1 + place
        change, quality = KINDS[kind]
        with Image.open(files[original]) as image:
            change(image, chosen).save(args.out / "images" / f"im{number}.jpg", quality=quality)
        copies[original] = number
        planted.append((f"im{number}", f"im{original}", kind))
    for file in sorted((args.corpus / "annotations").glob("*.txt")):
        numbers = [int(n) for n in file.read_text().split()]
        numbers += [copies[n] for n in numbers if n in copies]
        (args.out / "annotations" / file.name).write_text("".join(f"{n}\n" for n in sorted(numbers)))
    with open(args.out / "planted.csv", "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([("id", "original", "kind"), *planted])


main()
