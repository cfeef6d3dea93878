"""Says how many planted copies 'tagzoo audit' found, and how many of the pairs that it found were planted.

    python plant_copies.py CORPUS OUT --seed 1
    tagzoo audit mirflickr:OUT --json > OUT/audit.json
    python compare_copies.py OUT

A pair of two images of the corpus itself was planted by nobody, but may be a copy all the same: these are counted, and named.
"""

import collections
import csv
import itertools
import json
import pathlib
import sys


def main():
    for out in map(pathlib.Path, sys.argv[1:]):
        with open(out / "planted.csv", newline="", encoding="utf-8") as lines:
            planted = list(csv.DictReader(lines))
        original = {row["id"]: row["original"] for row in planted}
        groups = [
            [image["id"] for image in group["images"]]
            for group in json.loads((out / "audit.json").read_text())["duplicates"]
        ]
        group = {image: n for n, images in enumerate(groups) for image in images}
        found, all_of = collections.Counter(), collections.Counter()
        for row in planted:
            all_of[row["kind"]] += 1
            found[row["kind"]] += group.get(row["id"], -1) == group.get(row["original"], -2)
        right = wrong = 0
        own = []
        for pair in (pair for images in groups for pair in itertools.combinations(images, 2)):
            families = {original.get(image, image) for image in pair}
            copies = sum(image in original for image in pair)
            right += copies > 0 and len(families) == 1
            wrong += copies > 0 and len(families) > 1
            own += [pair] if copies == 0 else []
        print(out.name, *(f"{kind}: {found[kind] / all_of[kind]:.3f} of {all_of[kind]}" for kind in all_of), sep="\n  ")
        print(f"  precision of pairs with a copy: {right / max(1, right + wrong):.3f} of {right + wrong}")
        print(f"  pairs of the corpus's own images: {len(own)}")
        print(*(f"    {a} {b}" for a, b in own[:50]), sep="\n")


main()
