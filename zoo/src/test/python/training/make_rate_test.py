"""Writes the golden values of the learning-rate range test, made by PyTorch and NumPy on a CPU.

    pip install -r requirements.txt
    python make_rate_test.py ../../resources/org/tagzoo/zoo/training/rate-test.json

Every update sees all rows, so that their order does not matter.
"""

import json
import sys

import numpy
import torch

ROWS, INPUTS, LABELS = 24, 6, 3
FROM, TO, UPDATES = 1e-3, 1e4, 60


def fraction(a, b, c):
    """Returns a number in -0.5 to 0.5 that looks random."""
    return ((a * 7919 + b * 104729 + c * 1299709) % 10007) / 10007 - 0.5


def main(target):
    torch.set_num_threads(1)
    x = torch.tensor([[fraction(n, i, 1) for i in range(INPUTS)] for n in range(ROWS)])
    y = torch.tensor([[1.0 if fraction(n, l, 2) + x[n, l] > 0 else 0.0 for l in range(LABELS)] for n in range(ROWS)])
    layer = torch.nn.Linear(INPUTS, LABELS)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[fraction(l, i, 3) for i in range(INPUTS)] for l in range(LABELS)]))
        layer.bias.zero_()
    optimizer = torch.optim.SGD(layer.parameters(), lr=FROM, momentum=0.9, nesterov=True)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, (TO / FROM) ** (1 / (UPDATES - 1)))
    points, lowest, diverged = [], float("inf"), False
    for update in range(UPDATES):
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(layer(x), y)
        rate = optimizer.param_groups[0]["lr"]
        loss.backward()
        optimizer.step()
        schedule.step()
        losses = [p["loss"] for p in points] + [loss.item()]
        weights = 0.9 ** numpy.arange(len(losses))[::-1]
        smoothed = float(numpy.average(losses, weights=weights))
        points.append({"rate": rate, "loss": loss.item(), "smoothed": smoothed})
        lowest = min(lowest, smoothed)
        if smoothed > 4 * lowest:
            diverged = True
            break
    smoothed = numpy.array([p["smoothed"] for p in points])
    skipped = len(points) // 10
    minimum = skipped + int(smoothed[skipped:].argmin())
    slope = numpy.gradient(smoothed)
    first = max(1, skipped)
    steepest = first + int(slope[first:minimum].argmin())
    result = {"points": points, "diverged": diverged, "minimum": minimum, "steepest": steepest}
    with open(target, "w", encoding="utf-8") as out:
        json.dump({"torch": torch.__version__, "rateTest": result}, out, indent=1)
        out.write("\n")


main(sys.argv[1])
