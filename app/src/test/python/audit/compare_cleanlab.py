"""Compares how well planted label errors are found, by 'tagzoo audit' and by cleanlab on the same probabilities.

    pip install -r requirements.txt
    python plant_label_errors.py CORPUS OUT --share 0.05 --seed 1
    tagzoo audit mirflickr:OUT --top 1000000 --csv OUT/audit.csv
    python compare_cleanlab.py OUT

Prints average precision, of all labels together and as the mean over labels.
"""

import csv
import pathlib
import sys

import numpy as np
from cleanlab.multilabel_classification.rank import get_label_quality_scores_per_class
from sklearn.metrics import average_precision_score


def rows(file):
    with open(file, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def main():
    for out in map(pathlib.Path, sys.argv[1:]):
        audit = rows(out / "audit.csv")
        planted = rows(out / "planted.csv")
        ids = sorted({row["id"] for row in audit + planted})
        labels = sorted({row["label"] for row in audit + planted})
        image = {name: n for n, name in enumerate(ids)}
        label = {name: n for n, name in enumerate(labels)}
        given = np.zeros((len(ids), len(labels)), int)
        probabilities = np.zeros(given.shape)
        rank = np.full(given.shape, -float(given.size))  # what the list leaves out comes last
        for place, row in enumerate(audit):
            at = image[row["id"]], label[row["label"]]
            given[at] = row["kind"] == "surplus"
            probabilities[at] = float(row["score"])
            rank[at] = -place
        wrong = np.zeros(given.shape, int)
        for row in planted:
            wrong[image[row["id"]], label[row["label"]]] = 1
        quality = get_label_quality_scores_per_class(
            [[int(n) for n in np.flatnonzero(row)] for row in given], probabilities
        )
        for name, scores in [("tagzoo", rank), ("cleanlab", -quality)]:
            each = [average_precision_score(wrong[:, n], scores[:, n]) for n in range(len(labels))]
            together = average_precision_score(wrong.ravel(), scores.ravel())
            print(f"{out.name} {name}: {together:.4f} together, {np.mean(each):.4f} mean over labels")


main()
