"""Writes the golden values of the training parts, made by PyTorch on a CPU.

    pip install -r requirements.txt
    python make_training.py ../../resources/org/tagzoo/zoo/training/golden.json

What is trained on is a formula of exact fractions, so that Java makes the same numbers.
"""

import json
import sys

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

INPUTS, LABELS, BATCH, UPDATES = 16, 5, 8, 2000
SAMPLED = [1, 2, 10, 599, 600, 1400, 2000]
POS_WEIGHT = [0.5, 1.0, 3.0, 20.0, 209.526]


def fraction(a, b, c):
    """Returns a number in -0.5 to 0.5 that looks random."""
    return ((a * 7919 + b * 104729 + c * 1299709) % 10007) / 10007 - 0.5


def batch(update, dtype):
    rows = [update * BATCH + n for n in range(BATCH)]
    x = [[fraction(row % 96, i, 1) for i in range(INPUTS)] for row in rows]
    y = [
        [1.0 if fraction(row % 96, l, 2) + fraction(row % 96, l, 1) > 0.1 * l else 0.0 for l in range(LABELS)]
        for row in rows
    ]
    return torch.tensor(x, dtype=dtype), torch.tensor(y, dtype=dtype)


def train(dtype, nesterov, weight_decay):
    weight = torch.tensor([[fraction(l, i, 3) for i in range(INPUTS)] for l in range(LABELS)], dtype=dtype)
    weight.requires_grad_(True)
    bias = torch.zeros(LABELS, dtype=dtype, requires_grad=True)
    loss_of = torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor(POS_WEIGHT, dtype=dtype))
    optimizer = torch.optim.SGD(
        [{"params": [weight], "weight_decay": weight_decay}, {"params": [bias], "weight_decay": 0.0}],
        lr=0.01,
        momentum=0.95,
        nesterov=nesterov,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=0.01, total_steps=UPDATES, base_momentum=0.5, max_momentum=0.95
    )
    samples = []
    for update in range(UPDATES):
        x, y = batch(update, dtype)
        optimizer.zero_grad()
        loss = loss_of(torch.nn.functional.linear(x, weight, bias), y)
        loss.backward()
        optimizer.step()
        schedule.step()
        if update + 1 in SAMPLED:
            samples.append(
                {
                    "update": update + 1,
                    "loss": loss.item(),
                    "weight": numbers(weight.flatten()),
                    "bias": numbers(bias),
                }
            )
    return {"dtype": str(dtype)[6:], "nesterov": nesterov, "weightDecay": weight_decay, "samples": samples}


def numbers(tensor):
    """Returns all digits that the type holds, and no more."""
    digits = 9 if tensor.dtype == torch.float32 else 17
    return [float(f"{value:.{digits}g}") for value in tensor.tolist()]


def loss_case(dtype, pos_weight):
    z = [-1000.0, -100.0, -40.0, -20.5, -3.0, -1e-3, -0.0, 0.0, 1e-6, 0.7, 12.0, 20.5, 40.0, 88.8, 1000.0]
    y = [0.0, 0.25, 1.0]
    logits = torch.tensor([[a] * 3 for a in z], dtype=dtype, requires_grad=True)
    targets = torch.tensor([y] * len(z), dtype=dtype)
    weight = None if pos_weight is None else torch.tensor(pos_weight, dtype=dtype)
    each = binary_cross_entropy_with_logits(logits, targets, pos_weight=weight, reduction="none")
    loss = each.mean()
    loss.backward()
    return {
        "dtype": str(dtype)[6:],
        "posWeight": pos_weight,
        "logits": z,
        "targets": y,
        "loss": loss.item(),
        "each": numbers(each.detach().flatten()),
        "gradient": numbers(logits.grad.flatten()),
    }


def schedule_case(total, samples, **settings):
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=1.0, momentum=0.9)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, total_steps=total, **settings)
    values = []
    for update in range(total + 1):
        if update in samples:
            group = optimizer.param_groups[0]
            values.append({"update": update, "learningRate": group["lr"], "momentum": group["momentum"]})
        optimizer.step()
        if update < total:
            schedule.step()
    try:
        schedule.step()
        raise AssertionError("PyTorch goes on past the end")
    except ValueError:
        pass
    return {"totalUpdates": total, "settings": settings, "values": values}


def main(path):
    torch.set_num_threads(1)
    golden = {
        "torch": torch.__version__.split("+")[0],
        "training": [
            train(torch.float32, nesterov=True, weight_decay=0.0),
            train(torch.float64, nesterov=True, weight_decay=0.0),
            train(torch.float64, nesterov=False, weight_decay=0.01),
        ],
        "loss": [
            loss_case(dtype, weight)
            for dtype in (torch.float32, torch.float64)
            for weight in (None, [0.5, 3.0, 209.526])
        ],
        "schedule": [
            schedule_case(4700, [0, 1, 700, 1408, 1409, 1410, 3000, 4698, 4699, 4700], max_lr=0.01,
                          base_momentum=0.5, max_momentum=0.95),
            schedule_case(100, [0, 1, 15, 29, 30, 31, 60, 98, 99, 100], max_lr=0.1),
            schedule_case(7, list(range(8)), max_lr=1.0, pct_start=0.5, div_factor=10.0, final_div_factor=100.0),
            schedule_case(3, list(range(4)), max_lr=0.03),
            schedule_case(1, [0, 1], max_lr=0.5),
        ],
    }
    with open(path, "w", encoding="utf-8") as out:
        out.write(compact(golden))


def compact(golden):
    """Returns JSON with a line for each case."""
    lines = ['{"torch": ' + json.dumps(golden["torch"])]
    for part in ("training", "loss", "schedule"):
        cases = ",\n".join(json.dumps(case, separators=(",", ":")) for case in golden[part])
        lines.append(f'"{part}": [\n{cases}]')
    return ",\n".join(lines) + "}\n"


if __name__ == "__main__":
    main(sys.argv[1])
