"""Copies a YOLO corpus and adds crops without any object, of the images that have room beside their objects.

    python -m pip install pillow==11.2.1
    python make_empty_crops.py corpora/aquarium aquarium-with-none --crops 60

A crop has a quarter of its image's sides or more, is of the same part, and its text file of boxes is empty. The
same seed gives the same crops.
"""

import argparse
import pathlib
import random
import shutil

from PIL import Image

TRIES = 200


def boxes(labels):
    """Left, top, right, bottom of each object, relative to the image."""
    found = []
    for line in labels.read_text().splitlines():
        numbers = [float(word) for word in line.split()[1:]]
        if len(numbers) > 4:
            xs, ys = numbers[0::2], numbers[1::2]
            found.append((min(xs), min(ys), max(xs), max(ys)))
        elif numbers:
            x, y, w, h = numbers
            found.append((x - w / 2, y - h / 2, x + w / 2, y + h / 2))
    return found


def empty_crop(objects, rng):
    """The largest of some crops without a part of an object; None if there is none."""
    best = None
    for _ in range(TRIES):
        w, h = rng.uniform(0.25, 0.9), rng.uniform(0.25, 0.9)
        left, top = rng.uniform(0, 1 - w), rng.uniform(0, 1 - h)
        apart = all(r <= left or l >= left + w or b <= top or t >= top + h for l, t, r, b in objects)
        if apart and (best is None or w * h > best[2] * best[3]):
            best = (left, top, w, h)
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--crops", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    shutil.copytree(arguments.corpus, arguments.out, copy_function=shutil.copyfile)
    for folder in arguments.out.rglob("*"):
        folder.chmod(0o755 if folder.is_dir() else 0o644)
    rng = random.Random(arguments.seed)
    images = sorted(p for p in arguments.out.rglob("images/*") if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    rng.shuffle(images)
    made = 0
    for path in images:
        labels = path.parent.parent / "labels" / (path.stem + ".txt")
        if made == arguments.crops or not labels.is_file():
            continue
        crop = empty_crop(boxes(labels), rng)
        if crop is None:
            continue
        with Image.open(path) as image:
            left, top, w, h = crop
            part = image.convert("RGB").crop(
                [round(left * image.width), round(top * image.height), round((left + w) * image.width), round((top + h) * image.height)]
            )
        name = "empty-%03d" % made
        part.save(path.parent / (name + ".jpg"), quality=95)
        (labels.parent / (name + ".txt")).write_text("")
        made += 1
    print(f"{made} crops without an object in {arguments.out}")


if __name__ == "__main__":
    main()
