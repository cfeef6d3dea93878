"""Writes classes.json: random logits of images with one class each, with what scikit-learn and NumPy make of them.

    pip install -r requirements.txt
    python make_classes.py ../../resources/org/tagzoo/zoo/metric/classes.json
"""

import json
import sys
import warnings

import numpy as np
from sklearn.metrics import (accuracy_score, balanced_accuracy_score, confusion_matrix, f1_score,
                             matthews_corrcoef, top_k_accuracy_score)
from sklearn.utils.extmath import softmax

warnings.simplefilter("ignore")  # about classes without support: they are what is asked for


def decimal(matrix):
    return [[float(str(value)) for value in row] for row in matrix]


def case(random, images, classes, draws, without=None):
    truth = random.integers(0, classes, images)
    if without is not None:
        truth[truth == without] = (without + 1) % classes

    def logits(hit):
        z = random.normal(0, 2, (images, classes))
        z[np.arange(images), truth] += hit
        return z.astype(np.float32).round(3)

    one, other = logits(2.0), logits(1.5)
    probabilities = softmax(one.astype(np.float64))
    given, others = probabilities.argmax(axis=1), other.argmax(axis=1)
    drawn = random.integers(0, images, (draws, images))
    difference = np.array([accuracy_score(truth[d], given[d]) - accuracy_score(truth[d], others[d]) for d in drawn])
    sides = min((difference <= 0).sum(), (difference >= 0).sum())
    names = np.arange(classes)
    return {
        "truth": truth.tolist(),
        "logits": decimal(one),
        "other": decimal(other),
        "probabilities": probabilities.tolist(),
        "top1": accuracy_score(truth, given),
        "top5": top_k_accuracy_score(truth, probabilities, k=5, labels=names) if classes > 5 else 1.0,
        "macroF1": f1_score(truth, given, average="macro", labels=names, zero_division=0),
        "balancedAccuracy": balanced_accuracy_score(truth, given),
        "matthews": matthews_corrcoef(truth, given),
        "confusion": confusion_matrix(truth, given, labels=names).tolist(),
        "draws": drawn.tolist(),
        "difference": {
            "value": accuracy_score(truth, given) - accuracy_score(truth, others),
            "interval": np.percentile(difference, [2.5, 97.5]).tolist(),
            "p": float(min(1, 2 * (sides + 1) / (draws + 1))),
        },
    }


def main(out):
    random = np.random.default_rng(7)
    cases = [case(random, 40, 8, 30), case(random, 30, 7, 30, without=3),
             case(random, 9, 3, 20), case(random, 1, 6, 5)]
    with open(out, "w", encoding="utf-8") as file:
        file.write('{"cases": [\n%s\n]}\n' % ",\n".join(json.dumps(c) for c in cases))


if __name__ == "__main__":
    main(sys.argv[1])
