"""Writes a table of a folder corpus in which most training images lack their labels.

Images are split into train, validation and test by the seed, each folder its share; of the training images only a share is
listed. Those that are not are images without labels: give the corpus's folder to --unlabelled as well, which leaves out all
that the table lists.

    python keep_labels.py ../corpora/pacs kept.csv --keep 0.1 --seed 1
    ./tagzoo compare --corpus csv:kept.csv --image-folder ../corpora/pacs --unlabelled ../corpora/pacs --recipe pseudo-labels

With --gain, prints how much better one row of several runs is than another, with the t interval over runs (a run a seed):

    python keep_labels.py runs/pseudo-* --gain hard labelled-alone

Python 3.11; scipy 1.17.1 for --gain.
"""

import argparse
import csv
import json
import pathlib
import random
import statistics


def write(folder, file, keep, seed, fractions):
    folders = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".jpg", ".jpeg", ".png"):
            folders.setdefault(path.parent, []).append(path)
    with open(file, "w", newline="") as out:
        table = csv.writer(out)
        table.writerow(["image", "class", "split"])
        for parent, images in folders.items():
            random.Random(f"{seed} {parent.relative_to(folder)}").shuffle(images)
            test = round(fractions[2] * len(images))
            validation = round(fractions[1] * len(images))
            train = images[test + validation:]
            kept = train[: max(1, round(keep * len(train)))]
            parts = {"test": images[:test], "validation": images[test: test + validation], "train": kept}
            for part, some in parts.items():
                for image in some:
                    table.writerow([image.relative_to(folder).as_posix(), parent.name, part])


def gain(row, other, runs):
    from scipy.stats import t

    differences = []
    for run in runs:
        rows = {each["name"]: each for each in json.loads((run / "table.json").read_text())["rows"]}
        first = "top1" if rows[row]["task"] == "classes" else "f1"
        values = [rows[name][first] for name in (row, other)]
        differences.append(values[0] - values[1])
        print(f"{run}: {row} {values[0]:.3f}, {other} {values[1]:.3f} ({first})")
    mean, n = statistics.mean(differences), len(differences)
    margin = t.ppf(0.975, n - 1) * statistics.stdev(differences) / n**0.5
    print(f"{row} - {other}: {mean:+.3f}, 95% {mean - margin:+.3f} to {mean + margin:+.3f}, {n} runs")


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("paths", nargs="+", type=pathlib.Path, help="CORPUS FILE, or with --gain the runs")
parser.add_argument("--keep", type=float, default=0.1, help="share of the training images that keep their labels")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--fractions", type=float, nargs=3, default=[0.6, 0.2, 0.2])
parser.add_argument("--gain", nargs=2, metavar="ROW")
arguments = parser.parse_args()
if arguments.gain:
    gain(*arguments.gain, arguments.paths)
else:
    write(*arguments.paths, arguments.keep, arguments.seed, arguments.fractions)
