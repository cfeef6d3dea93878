"""Writes thresholds.json: what scikit-learn and SciPy say of thresholds for an F-measure, a cost, a recall and a precision, of the
fewest hits whose Clopper-Pearson interval reaches a share, and of thresholds shrunk between logits.

    pip install -r requirements.txt
    python make_thresholds.py ../../resources/org/tagzoo/zoo/metric/thresholds.json

Every score is tried as a threshold, and none at all, from the highest down; the first of the best is taken.
"""

import json
import sys
from functools import lru_cache

import numpy as np
from scipy import stats
from scipy.special import expit, logit
from sklearn.metrics import fbeta_score

random = np.random.default_rng(22)
N, L = 80, 4
targets = random.random((N, L)) < [0.6, 0.3, 0.1, 0.03]
scores = np.round(1 / (1 + np.exp(-random.normal(np.where(targets, 1.5, -1.0), [0.8, 1.0, 1.5, 1.0]))), 2).astype(np.float32)
known = random.random((N, L)) < 0.9


@lru_cache(None)
def low(hits, of):
    return 0.0 if of == 0 else float(stats.binomtest(int(hits), int(of)).proportion_ci(0.95, method="exact").low)


@lru_cache(None)
def f(beta, label, threshold):
    truth, score = targets[known[:, label], label], scores[known[:, label], label]
    return round(fbeta_score(truth, score >= np.float32(threshold), beta=beta, zero_division=0), 12)


def chosen(goal, label):
    kind, _, number = goal.partition(":")
    truth, score = targets[known[:, label], label], scores[known[:, label], label]
    tried = []
    for threshold in [np.float32(2), *sorted(set(score), reverse=True)]:
        given = score >= threshold
        tp, fp, fn = int((given & truth).sum()), int((given & ~truth).sum()), int((~given & truth).sum())
        if kind.startswith("f"):
            worth = (f(float(goal[1:]), label, float(threshold)),)
        elif kind == "cost":
            worth = (-(float(number) * fn + fp),)
        elif kind == "recall":  # reached, or as near as can be; then the fewest
            reached = low(tp, tp + fn) >= float(number)
            worth = (reached, 0 if reached else tp)
        else:  # reached, or at least so on these images; then the most hits
            reached = low(tp, tp + fp) >= float(number)
            near = bool(given.any()) and tp / (tp + fp) >= float(number)
            worth = (reached, near, tp if reached or near else 0)
        tried.append((worth, int(given.sum()), int(tp)))
    best = max(worth for worth, _, _ in tried)
    _, predicted, hits = next(t for t in tried if t[0] == best)
    return {"goal": goal, "label": label, "predicted": predicted, "hits": hits}


def least(share, confidence, trials):
    return next((k for k in range(trials + 1) if k and stats.binomtest(k, trials).proportion_ci(confidence, method="exact").low >= share), trials + 1)


golden = {
    "scores": [[float(str(s)) for s in row] for row in scores],
    "targets": ["".join("?" if not known[n, l] else str(int(targets[n, l])) for l in range(L)) for n in range(N)],
    "chosen": [chosen(goal, label) for goal in ("f1", "f2", "f0.5", "cost:5", "cost:0.25", "recall:0.8", "recall:0.9", "precision:0.8", "precision:0.95", "precision:0.3") for label in range(L)],
    "leastHits": [{"share": share, "confidence": confidence, "trials": trials, "hits": least(share, confidence, trials)} for share in (0.3, 0.8, 0.9, 0.95) for confidence in (0.95, 0.999) for trials in (1, 2, 10, 35, 36, 90)],
    "shrunk": [{"own": own, "common": common, "strength": strength, "positives": positives, "value": float(expit((positives * logit(own) + strength * logit(common)) / (positives + strength)))} for own, common, strength, positives in ((0.9, 0.5, 20, 5), (0.05, 0.35, 50, 200), (0.6, 0.6, 5, 1), (0.75, 0.4, 100, 0))],
}
with open(sys.argv[1], "w") as out:
    json.dump(golden, out)
    out.write("\n")
