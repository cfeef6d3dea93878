"""Writes roc_auc.json: areas under the curve by scikit-learn 1.9.1, with tests and bounds by scipy 1.17.1.

    python make_roc_auc.py ../../resources/org/tagzoo/zoo/metric/roc_auc.json

The standard error is Hanley and McNeil's formula, by the area that is tested; the bound is the root that brentq finds.
"""

import json
import sys

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm
from sklearn.metrics import roc_auc_score


def error(area, positives, negatives):
    q1 = area / (2 - area)
    q2 = 2 * area**2 / (1 + area)
    return np.sqrt((area * (1 - area) + (positives - 1) * (q1 - area**2) + (negatives - 1) * (q2 - area**2))
                   / (positives * negatives))


def case(random, images, share, gain, steps):
    targets = random.random(images) < share
    targets[:2] = [True, False]
    raw = gain * targets + random.normal(size=images)
    scores = np.round(1 / (1 + np.exp(-raw)) * steps) / steps
    area = roc_auc_score(targets, scores)
    positives, negatives = int(targets.sum()), int((~targets).sum())

    def at(level):
        z = norm.isf(level)
        return brentq(lambda a: area - a - z * error(a, positives, negatives), 1e-6, min(area, 1 - 1e-7))

    return {
        "scores": [float(str(np.float32(s))) for s in scores],
        "targets": [bool(t) for t in targets],
        "area": float(area),
        "pAbove": float(norm.sf((area - 0.7) / error(0.7, positives, negatives))),
        "bound05": float(at(0.05)),
        "bound0005": float(at(0.0005)),
    }


random = np.random.default_rng(21)
cases = [case(random, *a) for a in [
    (200, 0.3, 1.5, 1000), (40, 0.1, 9.0, 1000), (1000, 0.02, 0.0, 20), (60, 0.5, 0.7, 5), (6, 0.5, 30.0, 10)]]
with open(sys.argv[1], "w") as out:
    json.dump(cases, out, indent=1)
