"""Writes calibration.json: scores, targets, and what scikit-learn and SciPy calibrate them to.

    pip install -r requirements.txt
    python make_calibration.py ../../resources/org/tagzoo/zoo/calibration/calibration.json
"""

import json
import sys

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, log_softmax, logit, softmax
from sklearn.calibration import _sigmoid_calibration, calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

LEAST = 2.0**-24
ASKED = [0, 1e-9, 0.01, 0.2, 0.35, 0.5, 0.77, 0.99, 0.9999, 1]


def numbers(values):
    return [float(v) for v in values]


def one_label(random, images, slope, offset, ties):
    scores = expit(random.normal(-1, 2, images)).astype(np.float32)
    if ties:
        scores = np.round(scores, 2).astype(np.float32)
    targets = random.random(images) < expit(slope * logit(np.clip(scores.astype(float), 1e-6, 1 - 1e-6)) + offset)
    wide = scores.astype(np.float64)
    logits = logit(np.clip(wide, LEAST, 1 - LEAST))
    asked = np.array(ASKED, dtype=np.float32).astype(np.float64)
    a, b = _sigmoid_calibration(logits, targets.astype(int))
    least = 1 / (images + 2)
    steps = IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip").fit(wide, targets.astype(float))
    share, mean = calibration_curve(targets, wide, n_bins=10, strategy="quantile")
    return {
        "scores": numbers(scores),
        "targets": [bool(t) for t in targets],
        "platt": numbers(expit(-(a * logit(np.clip(asked, LEAST, 1 - LEAST)) + b))),
        "isotonic": numbers(steps.predict(asked)),
        "logLoss": float(log_loss(targets, wide, labels=[0, 1])),
        "brier": float(brier_score_loss(targets, wide)),
        "share": numbers(share),
        "mean": numbers(mean),
    }


def classes(random, images, count, sharpness):
    truth = random.integers(0, count, images)
    logits = random.normal(0, 1, (images, count))
    logits[np.arange(images), truth] += 1
    scores = softmax(sharpness * logits, axis=1).astype(np.float32)
    logs = np.log(scores.astype(np.float64))

    def loss(beta):
        return -log_softmax(beta * logs, axis=1)[np.arange(images), truth].sum()

    beta = minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-12}).x
    return {
        "scores": [numbers(row) for row in scores],
        "truth": [int(t) for t in truth],
        "temperature": float(1 / beta),
        "probabilities": [numbers(row) for row in softmax(beta * logs, axis=1)],
    }


def main():
    random = np.random.default_rng(7)
    golden = {
        "asked": ASKED,
        "labels": [
            one_label(random, 40, 1.0, 0.0, False),
            one_label(random, 300, 0.4, 0.7, True),
            one_label(random, 500, 2.5, -1.0, False),
        ],
        "classes": [classes(random, 60, 3, 3.0), classes(random, 80, 5, 0.4)],
    }
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump(golden, out)
        out.write("\n")


main()
