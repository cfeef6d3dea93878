"""Writes genres.json: the cost matrix loss by NumPy and PyTorch, and metrics by batches by scikit-learn.

    pip install -r requirements.txt
    python make_genres.py ../../resources/org/tagzoo/zoo/metric/genres.json

The loss follows the published formula by loops over all pairs; its gradient flows through the cross-entropy alone, and
is PyTorch's automatic one of that sum. Metrics of a batch are scikit-learn's; the mean weighs batches by their images.
"""

import json
import sys

import numpy as np
import torch
from sklearn.metrics import precision_recall_fscore_support

LABELS = 4
COSTS = [[1, 10, 10, 10], [1, 1, 1, 1], [0.5, 2, 3, 0], [1, 1, 1, 1]]


def costly(dtype):
    random = np.random.default_rng(3)
    rows = random.normal(0, 2, (9, LABELS)).round(3).tolist()
    rows += [[1.5, 1.5, 0, -1], [0, 0, 0, 0], [80, -80, 80, 1], [3, 1, 2, 0]]  # ties of the highest, and no label
    labels = (random.random((len(rows), LABELS)) < 0.5).astype(int).tolist()
    labels[-1] = [0] * LABELS
    labels[-4], labels[-3] = [1, 0, 1, 0], [1, 1, 0, 1]
    weights = []
    for z, y in zip(rows, labels):
        top = [value == max(z) for value in z]
        weights.append(sum(COSTS[i][j] * top[j] * y[i] for i in range(LABELS) for j in range(LABELS)))
    logits = torch.tensor(rows, dtype=dtype, requires_grad=True)
    targets = torch.tensor(labels, dtype=dtype)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="none").mean(1)
    loss = (torch.tensor(weights, dtype=dtype) * entropy).mean()
    loss.backward()
    z, y = np.array(rows), np.array(labels)
    plain = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    assert abs((np.array(weights) * plain.mean(1)).mean() - loss.item()) < 1e-5
    return {"dtype": str(dtype)[6:], "costs": COSTS, "logits": rows, "labels": labels, "loss": loss.item(),
            "gradient": logits.grad.double().flatten().tolist()}


def batches(images, size):
    random = np.random.default_rng(4)
    truth = (random.random((images, LABELS)) < [0.5, 0.2, 0.05, 0.3]).astype(int)
    given = np.where(truth == 1, random.random(truth.shape) < 0.7, random.random(truth.shape) < 0.2).astype(int)
    parts = [slice(i, i + size) for i in range(0, images, size)]
    weights = [len(truth[p]) for p in parts]
    result = {"targets": ["".join(map(str, r)) for r in truth], "given": ["".join(map(str, r)) for r in given],
              "size": size, "labelAccuracy": float((truth == given).mean())}
    for average in ("micro", "macro"):
        each = [precision_recall_fscore_support(truth[p], given[p], average=average, zero_division=0)[:3] for p in parts]
        result[average] = np.average(each, axis=0, weights=weights).tolist()
    return result


def main(out):
    torch.set_num_threads(1)
    cases = {"costs": [costly(torch.float64), costly(torch.float32)], "batches": [batches(70, 16), batches(70, 70)]}
    with open(out, "w", encoding="utf-8") as file:
        json.dump(cases, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
