"""Writes joined.json: out-of-fold scores of logistic regression on bins by scikit-learn 1.9.1.

    python make_joined.py ../../resources/org/tagzoo/app/probe/joined.json

C = 1, an input of 1 for each column's bin and one that all images have, which is penalised as the others.
"""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(5)
images, counts, folds = 120, [4, 7], 3
bins = [random.integers(0, count, images) for count in counts]
chance = 1 / (1 + np.exp(-(bins[0] - 1.5) - np.where(bins[1] == 2, 3, 0)))
targets = random.random(images) < chance
fold = np.arange(images) % folds + 1
inputs = np.hstack([np.eye(count)[column] for count, column in zip(counts, bins)] + [np.ones((images, 1))])
scores = np.zeros(images)
for f in range(1, folds + 1):
    model = LogisticRegression(C=1, fit_intercept=False, tol=1e-10, max_iter=10000)
    model.fit(inputs[fold != f], targets[fold != f])
    scores[fold == f] = model.predict_proba(inputs[fold == f])[:, 1]
with open(sys.argv[1], "w") as out:
    json.dump({"bins": [b.tolist() for b in bins], "counts": counts, "targets": targets.tolist(),
               "folds": fold.tolist(), "scores": scores.tolist()}, out)
