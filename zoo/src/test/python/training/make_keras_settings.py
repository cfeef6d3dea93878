"""Writes what PyTorch makes of settings that Keras has: a penalty on activities, weights of classes.

    pip install -r requirements.txt
    python make_keras_settings.py ../../resources/org/tagzoo/zoo/training/keras-settings.json

Keras 2.0 adds activity_regularizer's l1 * sum(abs(output)) over the whole batch to the loss, which the
study of part M shows: its first epoch has a loss of 906.2. Keras's class_weight multiplies the loss of
each image and divides by their number; PyTorch's weight divides by the sum of the images' weights.
What is trained is a formula of exact fractions, so that Java makes the same numbers.
"""

import json
import sys

import torch
from torch.nn.functional import cross_entropy, linear

INPUTS, HIDDEN, CLASSES, IMAGES, L1, RATE = 6, 5, 3, 10, 0.1, 0.25
CLASS_WEIGHTS = [1.932, 4.318, 1.0]


def fraction(a, b, c):
    """Returns a number in -0.5 to 0.5 that looks random."""
    return ((a * 7919 + b * 104729 + c * 1299709) % 10007) / 10007 - 0.5


def grid(rows, columns, c):
    return torch.tensor([[fraction(i, j, c) for j in range(columns)] for i in range(rows)], dtype=torch.float64)


def case(weights, by_images):
    x, labels = grid(IMAGES, INPUTS, 1), torch.tensor([n * n % CLASSES for n in range(IMAGES)])
    first = grid(HIDDEN, INPUTS, 3).requires_grad_()
    second = grid(CLASSES, HIDDEN, 4).requires_grad_()
    hidden = torch.relu(linear(x, first))
    logits = linear(hidden, second)
    weight = torch.tensor(weights, dtype=torch.float64) if weights else None
    if by_images:
        loss = cross_entropy(logits, labels, weight=weight, reduction="sum") / IMAGES
    else:
        loss = cross_entropy(logits, labels, weight=weight)
    cases = []
    for l1 in (0, L1):
        total = loss + l1 * hidden.abs().sum()
        gradients = torch.autograd.grad(total, [first, second], retain_graph=True)
        cases.append(
            {
                "classWeights": weights,
                "byImages": by_images,
                "activityL1": l1,
                "loss": total.item(),
                "first": (first - RATE * gradients[0]).flatten().tolist(),
                "second": (second - RATE * gradients[1]).flatten().tolist(),
            }
        )
    return cases


if __name__ == "__main__":
    cases = case([], False) + case(CLASS_WEIGHTS, False) + case(CLASS_WEIGHTS, True)
    with open(sys.argv[1], "w") as file:
        json.dump({"torch": torch.__version__, "cases": cases}, file, indent=1)
        file.write("\n")
