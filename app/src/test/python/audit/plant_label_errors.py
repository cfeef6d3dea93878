"""Makes a copy of a MIRFLICKR corpus with wrong labels: of each label a share of its images lose it, and as many others get it.

    python plant_label_errors.py CORPUS OUT --share 0.05 --seed 1

Images are linked, not copied. OUT/planted.csv has a line a wrong label: id, label, and "missing" where it was removed or
"surplus" where it was added.
"""

import argparse
import csv
import pathlib
import random


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True)
    (args.out / "images").symlink_to((args.corpus / "images").resolve())
    (args.out / "annotations").mkdir()
    numbers = sorted(int(file.stem[2:]) for file in (args.corpus / "images").glob("im*.jpg"))
    there = set(numbers)
    planted = []
    for file in sorted((args.corpus / "annotations").glob("*.txt")):
        chosen = random.Random(f"{args.seed} {file.stem}")
        positives = [n for n in map(int, file.read_text().split()) if n in there]
        negatives = sorted(there - set(positives))
        count = round(args.share * len(positives))
        removed = set(chosen.sample(positives, count))
        added = chosen.sample(negatives, count)
        kept = sorted([n for n in positives if n not in removed] + added)
        (args.out / "annotations" / file.name).write_text("".join(f"{n}\n" for n in kept))
        planted += [(f"im{n}", file.stem, "missing") for n in sorted(removed)]
        planted += [(f"im{n}", file.stem, "surplus") for n in sorted(added)]
    with open(args.out / "planted.csv", "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([("id", "label", "kind"), *planted])


main()
