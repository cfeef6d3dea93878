"""Writes unknown.json: scores, logits and targets some of which are unknown (null), with what scikit-learn and PyTorch make of those that are known.

    pip install -r requirements.txt
    python make_unknown.py ../../resources/org/tagzoo/zoo/metric/unknown.json

Nothing is known of label 4 and of image 7. Micro figures are those of all known pairs as one list, macro figures the mean over labels of which something is known, those of images the mean over images of which something is known.
"""

import json
import sys
import warnings

import numpy as np
import torch
from sklearn.metrics import average_precision_score, f1_score, precision_recall_fscore_support, precision_score, recall_score

warnings.simplefilter("ignore")  # about zero denominators: they are what is asked for
torch.set_num_threads(1)
random = np.random.default_rng(19)
N, L = 40, 6
logits = np.round(random.normal(0, 2, (N, L)), 1).astype(np.float32)
scores = (1 / (1 + np.exp(-logits.astype(np.float64)))).astype(np.float32)
targets = (random.random((N, L)) < scores * [0.9, 0.6, 0.4, 0.8, 0.5, 0.3]).astype(int)
known = random.random((N, L)) < 0.7
known[:, 4] = False
known[7] = False
predicted = (scores >= np.float32(0.55)).astype(int)


def prf(truth, given):
    return [float(f(truth, given, zero_division=0)) for f in (precision_score, recall_score, f1_score)]


labels = [prf(targets[k, l], predicted[k, l]) if k.any() else [0.0, 0.0, 0.0] for l, k in enumerate(known.T)]
support = [int(targets[k, l].sum()) for l, k in enumerate(known.T)]
images = [prf(targets[n, k], predicted[n, k]) for n, k in enumerate(known) if k.any()]
precisions = [float(average_precision_score(targets[k, l], scores[k, l])) if targets[k, l].any() else 0.0 for l, k in enumerate(known.T)]
scan = [prf(targets[known], (scores[known] >= np.float32((i + 1) / 20)).astype(int)) for i in range(20)]
frequencies = [float(targets[k, l].mean()) if k.any() else 0.0 for l, k in enumerate(known.T)]
measured = known.any(axis=0)

# The losses, and their gradients, in double.
z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
y = torch.tensor(targets, dtype=torch.float64)
mask = torch.tensor(known, dtype=torch.float64)
weights = [2.0, 0.5, 3.0, 1.0, 1.0, 7.5]


def loss(value):
    (gradient,) = torch.autograd.grad(value, z)
    return {"dtype": "float64", "loss": value.item(), "gradient": gradient.flatten().tolist()}


bce = torch.nn.functional.binary_cross_entropy_with_logits(z, y, weight=mask, pos_weight=torch.tensor(weights, dtype=torch.float64), reduction="sum") / mask.sum()
# Ridnik et al., arXiv:2009.14119, as published, with the focal factor out of the gradient.
p = torch.sigmoid(z)
q = (1 - p + 0.05).clamp(max=1)
log = y * torch.log(p.clamp(min=1e-8)) + (1 - y) * torch.log(q.clamp(min=1e-8))
focal = torch.pow(1 - p * y - q * (1 - y), 1 * y + 4 * (1 - y)).detach()
asymmetric = -(log * focal * mask).sum() / mask.sum()
far = torch.tensor(-np.inf, dtype=torch.float64)
zero = torch.zeros(N, 1, dtype=torch.float64)
negatives = torch.where((y == 0) & (mask == 1), z, far)
positives = torch.where((y == 1) & (mask == 1), -z, far)
zlpr = (torch.logsumexp(torch.cat([zero, negatives], 1), 1) + torch.logsumexp(torch.cat([zero, positives], 1), 1)).mean()

expected = {
    "labels": labels,
    "support": support,
    "micro": prf(targets[known], predicted[known]),
    "macro": np.mean([labels[l] for l in range(L) if measured[l]], axis=0).tolist(),
    "weighted": np.average(labels, axis=0, weights=support).tolist(),
    "samples": np.mean(images, axis=0).tolist(),
    "averagePrecision": precisions,
    "mAP": float(np.mean([a for a, s in zip(precisions, support) if s])),
    "scan": scan,
    "best": float(max(f for _, _, f in scan)),
    "everything": prf(targets[known], np.ones(known.sum(), int)),
    "frequencies": frequencies,
    "posWeight": [(known[:, l].sum() - support[l]) / support[l] if support[l] else 1.0 for l in range(L)],
    "bestOfLabels": [max([f1_score(targets[k, l], scores[k, l] >= t, zero_division=0) for t in np.append(scores[k, l], 2)]) if k.any() else 0.0 for l, k in enumerate(known.T)],
    "bce": loss(bce),
    "asymmetric": loss(asymmetric),
    "zlpr": loss(zlpr),
}
rows = [["?" if not known[n, l] else str(targets[n, l]) for l in range(L)] for n in range(N)]
with open(sys.argv[1], "w") as out:
    json.dump({"logits": [[float(z) for z in row] for row in logits], "scores": [[float(str(s)) for s in row] for row in scores], "targets": ["".join(row) for row in rows], "posWeight": weights, "threshold": 0.55, "expected": expected}, out)
    out.write("\n")
