"""Writes metrics.json: random scores and targets with what scikit-learn makes of them.

    pip install -r requirements.txt
    python make_metrics.py ../resources/org/tagzoo/zoo/metric/metrics.json
"""

import json
import sys
import warnings

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

warnings.simplefilter("ignore")  # about zero denominators: they are what is asked for


def figures(targets, attached, average):
    values = precision_recall_fscore_support(targets, attached, average=average, zero_division=0)
    return [np.asarray(v).tolist() for v in values[:3]]


def case(name, scores, targets, thresholds):
    """Thresholds are rounded to floats, as NumPy does with one number beside an array of floats."""
    attached = (scores >= thresholds.astype(np.float32)).astype(int)
    expected = {a: figures(targets, attached, a) for a in ["micro", "macro", "weighted", "samples"]}
    expected["labels"] = figures(targets, attached, None)
    expected["support"] = targets.sum(axis=0).tolist()
    perLabel = average_precision_score(targets, scores, average=None)
    expected["averagePrecision"] = perLabel.tolist()
    supported = targets.sum(axis=0) > 0
    expected["mAP"] = float(perLabel[supported].mean()) if supported.any() else 0.0
    return {
        "name": name,
        "scores": [[float(str(s)) for s in row] for row in scores],
        "targets": ["".join(map(str, row)) for row in targets],
        "thresholds": thresholds.tolist(),
        "expected": expected,
    }


def single_label(random):
    """Each image has one label of four and is given one: the multi-class figures."""
    truth = random.integers(0, 4, 40)
    given = np.where(random.random(40) < 0.6, truth, random.integers(0, 4, 40))
    every = list(range(4))
    return {
        "truth": truth.tolist(),
        "given": given.tolist(),
        "expected": {
            a: [float(v) for v in precision_recall_fscore_support(
                truth, given, labels=every, average=a, zero_division=0)[:3]]
            for a in ["micro", "macro", "weighted"]
        },
    }


def main(out):
    random = np.random.default_rng(20)

    def draw(images, labels, share, steps=None):
        targets = (random.random((images, labels)) < share).astype(int)
        scores = 1 / (1 + np.exp(-(2 * targets - 1 + 1.5 * random.standard_normal(targets.shape))))
        if steps:
            scores = np.round(scores * steps) / steps
        return scores.astype(np.float32), targets

    cases = []

    def add(name, scores, targets, thresholds=None):
        if thresholds is None:
            thresholds = np.round(random.uniform(0.2, 0.8, scores.shape[1]), 3)
        cases.append(case(name, scores, targets, thresholds))

    add("plain", *draw(30, 5, 0.3))
    add("ties", *draw(60, 4, 0.4, steps=8), np.array([0.25, 0.5, 0.625, 0.875]))
    add("tenths, as floats and thresholds", *draw(40, 3, 0.4, steps=10), np.array([0.3, 0.6, 0.7]))

    scores, targets = draw(40, 6, 0.3)
    targets[:, 1] = 0
    targets[:, 4] = 1
    add("a label of no image, one of all", scores, targets)

    scores, targets = draw(30, 4, 0.15)
    targets[::3] = 0
    scores[::6] = 0.0
    add("images without labels, some rightly given none", scores, targets)

    add("one image", *draw(1, 5, 0.5))
    add("one image without labels", draw(1, 4, 0.5)[0], np.zeros((1, 4), int))
    add("no label true", draw(10, 3, 0.5)[0], np.zeros((10, 3), int))
    add("every label true", draw(10, 3, 0.5)[0], np.ones((10, 3), int))
    scores, targets = draw(12, 3, 0.4)
    add("nothing attached", scores, targets, np.array([2.0, 2.0, 2.0]))
    add("everything attached", scores, targets, np.zeros(3))
    add("all scores equal", np.full((12, 3), 0.5, np.float32), targets, np.full(3, 0.5))
    add("scores of 0 and 1 only", *draw(25, 4, 0.4, steps=1), np.array([0.0, 0.5, 1.0, 2.0]))

    with open(out, "w", encoding="utf-8") as file:
        lines = ",\n".join(json.dumps(c) for c in cases)
        file.write('{"cases": [\n%s\n],\n"singleLabel": %s}\n'
                   % (lines, json.dumps(single_label(random))))


if __name__ == "__main__":
    main(sys.argv[1])
