"""Writes the golden values of optimisers, schedules, clipping and averages over 10,000 updates, and of losses.

    pip install -r requirements.txt
    python make_optimizers.py ../../resources/org/tagzoo/zoo

Writes optimizer/optimizers.json, schedule/schedules.json, loss/losses.json, loss/soft.json and loss/zlpr.json there. The gradients are a formula of
exact fractions and the weights, so that Java makes the same numbers.
"""

import json
import math
import sys
from pathlib import Path

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from torch.optim import lr_scheduler, swa_utils

from make_training import fraction, numbers

UPDATES, EPOCH, ROWS = 10_000, 50, 96
SAMPLED = [1, 2, 10, 500, 501, 1999, 2000, 3500, 3501, 5000, 6100, 8000, 10_000]
SHAPES = {"weight": (4, 3), "bias": (3,)}
DTYPES = (torch.float32, torch.float64)


def frozen(name, update):
    """The weight is frozen in the middle, the bias joins late and is left out once more."""
    return 2000 <= update < 3500 if name == "weight" else update < 500 or 6000 <= update < 6100


def curvature(i):
    return 0.05 + 0.25 * (i % 7)


def gradients(weight, update):
    """A valley around a centre that moves."""
    count = weight.numel()
    row = update % ROWS
    centre = torch.tensor([fraction(row, i, 5) for i in range(count)], dtype=weight.dtype).view(weight.shape)
    steep = torch.tensor([curvature(i) for i in range(count)], dtype=weight.dtype).view(weight.shape)
    return (weight.detach() - centre) * steep


def one_cycle(optimizer):
    return lr_scheduler.OneCycleLR(optimizer, max_lr=0.02, total_steps=UPDATES, base_momentum=0.85, max_momentum=0.95)


def warm_cosine(optimizer):
    warm_up = lr_scheduler.LinearLR(optimizer, start_factor=0.01, total_iters=1000)
    cosine = lr_scheduler.CosineAnnealingLR(optimizer, T_max=UPDATES - 1000, eta_min=1e-5)
    return lr_scheduler.SequentialLR(optimizer, [warm_up, cosine], milestones=[1000])


def cosine(optimizer):
    return lr_scheduler.CosineAnnealingLR(optimizer, T_max=UPDATES)


def steps(optimizer):
    return lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.5)


def milestones(optimizer):
    return lr_scheduler.MultiStepLR(optimizer, milestones=[60, 120, 120, 160], gamma=0.2)


def plateau(optimizer):
    return lr_scheduler.ReduceLROnPlateau(optimizer, mode="max", factor=0.5, patience=3, threshold=0.01, cooldown=2, min_lr=1e-4)


def plateau_absolute(optimizer):
    return lr_scheduler.ReduceLROnPlateau(optimizer, patience=0, threshold=0.05, threshold_mode="abs")


BY_EPOCH = (steps, milestones, plateau, plateau_absolute)


def metric(epoch):
    """Gets better with bumps, and is not a number once."""
    return math.nan if epoch == 17 else 1 - 1 / (1 + epoch / 40) + 0.1 * fraction(epoch, 1, 6)


def step(schedule, update):
    """Steps a schedule after an update, or after an epoch if that is its unit."""
    if isinstance(schedule, lr_scheduler.ReduceLROnPlateau):
        if (update + 1) % EPOCH == 0:
            epoch = update // EPOCH
            schedule.step(metric(epoch) if schedule.mode == "max" else -metric(epoch))
    elif isinstance(schedule, (lr_scheduler.StepLR, lr_scheduler.MultiStepLR)):
        if (update + 1) % EPOCH == 0:
            schedule.step()
    elif update + 1 <= UPDATES:
        schedule.step()


OPTIMIZERS = {
    "sgdNesterov": (torch.optim.SGD, dict(momentum=0.9, nesterov=True), 0.01, one_cycle),
    "sgdDampened": (torch.optim.SGD, dict(lr=0.02, momentum=0.9, dampening=0.25), 0.01, steps),
    "sgdPlain": (torch.optim.SGD, dict(lr=0.05), 0.001, cosine),
    "adam": (torch.optim.Adam, dict(lr=0.01), 0.01, one_cycle),
    "adamW": (torch.optim.AdamW, dict(lr=0.01, betas=(0.9, 0.99), eps=1e-6), 0.05, warm_cosine),
    "rmsProp": (torch.optim.RMSprop, dict(lr=0.002, momentum=0.9), 0.01, milestones),
    "rmsPropCentered": (torch.optim.RMSprop, dict(lr=0.005, alpha=0.9, eps=1e-4, centered=True), 0.01, plateau),
}


def optimizer_case(name, dtype):
    kind, settings, decay, make_schedule = OPTIMIZERS[name]
    weights = {
        key: torch.tensor([fraction(i, 1, 4) for i in range(math.prod(shape))], dtype=dtype).view(shape)
        for key, shape in SHAPES.items()
    }
    for weight in weights.values():
        weight.requires_grad_(True)
    groups = [{"params": [weights["weight"]], "weight_decay": decay}, {"params": [weights["bias"]], "weight_decay": 0.0}]
    optimizer = kind(groups, **settings)
    schedule = make_schedule(optimizer)
    samples = []
    for update in range(UPDATES):
        for key, weight in weights.items():
            weight.grad = None if frozen(key, update) else gradients(weight, update)
        optimizer.step()
        step(schedule, update)
        if update + 1 in SAMPLED:
            values = {key: numbers(weight.flatten()) for key, weight in weights.items()}
            samples.append({"update": update + 1, **values})
    return {"name": name, "dtype": str(dtype)[6:], "weightDecay": decay, "samples": samples}


def average_case(dtype):
    """Weights that jump about, clipped gradients and the average of the weights."""
    layer = torch.nn.Linear(4, 3).to(dtype)
    with torch.no_grad():
        for key, shape in (("weight", (3, 4)), ("bias", (3,))):
            values = [fraction(i, 1, 4) for i in range(math.prod(shape))]
            getattr(layer, key).copy_(torch.tensor(values, dtype=dtype).view(shape))
    average = swa_utils.AveragedModel(layer, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(0.99))
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.3)
    samples = []
    for update in range(UPDATES):
        for weight in layer.parameters():
            weight.grad = gradients(weight, update)
        norm = torch.nn.utils.clip_grad_norm_(layer.parameters(), 0.4)
        optimizer.step()
        average.update_parameters(layer)
        if update + 1 in SAMPLED:
            samples.append(
                {
                    "update": update + 1,
                    "norm": norm.item(),
                    "weight": numbers(layer.weight.detach().flatten()),
                    "averageWeight": numbers(average.module.weight.detach().flatten()),
                    "averageBias": numbers(average.module.bias.detach()),
                }
            )
    return {"dtype": str(dtype)[6:], "samples": samples}


def schedule_case(make_schedule):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
    schedule = make_schedule(optimizer)
    rates, momenta = [], []
    for update in range(UPDATES + 1):
        if update % 37 == 0 or update % 1000 in (0, 1, 2, 998, 999):
            group = optimizer.param_groups[0]
            rates.append([update, group["lr"]])
            momenta.append(group["momentum"])
        optimizer.step()
        if update < UPDATES:
            step(schedule, update)
    return {"name": make_schedule.__name__, "rates": rates, "momentum": sorted(set(momenta)) if len(set(momenta)) < 2 else momenta}


class AsymmetricLoss(torch.nn.Module):
    """The loss of arXiv 2009.14119, from its formulas and its authors' settings; the sum, as theirs."""

    def __init__(self, gamma_neg=4, gamma_pos=1, clip=0.05, eps=1e-8, focal_gradient=False):
        super().__init__()
        self.gamma_neg, self.gamma_pos, self.clip, self.eps = gamma_neg, gamma_pos, clip, eps
        self.focal_gradient = focal_gradient

    def forward(self, x, y):
        p = torch.sigmoid(x)
        negative = 1 - p
        if self.clip > 0:
            negative = (negative + self.clip).clamp(max=1)
        loss = y * torch.log(p.clamp(min=self.eps)) + (1 - y) * torch.log(negative.clamp(min=self.eps))
        pt = p * y + negative * (1 - y)
        weight = torch.pow(1 - pt, self.gamma_pos * y + self.gamma_neg * (1 - y))
        return -(loss * (weight if self.focal_gradient else weight.detach())).sum()


LOGITS = [-100.0, -30.0, -18.3, -9.5, -3.1, -2.9, -0.6, 0.0, 0.4, 1.7, 2.8, 5.5, 12.0, 17.0, 40.0, 100.0]


def asymmetric_case(dtype, settings):
    logits = torch.tensor([[z, z] for z in LOGITS], dtype=dtype, requires_grad=True)
    targets = torch.tensor([[0.0, 1.0]] * len(LOGITS), dtype=dtype)
    loss = AsymmetricLoss(**settings)(logits, targets) / targets.numel()
    loss.backward()
    return {
        "dtype": str(dtype)[6:],
        "settings": settings,
        "logits": LOGITS,
        "loss": loss.item(),
        "gradient": numbers(logits.grad.flatten()),
    }


def softmax_case(dtype, weight, smoothing):
    rows = [[4 * fraction(n, l, 7) for l in range(4)] for n in range(9)]
    rows += [[100.0, -100.0, 0.0, 3.0], [-100.0, 100.0, 0.0, 3.0], [-100.0] * 4]
    labels = [n % 4 if n % 5 else 3 for n in range(len(rows))]
    logits = torch.tensor(rows, dtype=dtype, requires_grad=True)
    weights = None if weight is None else torch.tensor(weight, dtype=dtype)
    loss = cross_entropy(logits, torch.tensor(labels), weight=weights, label_smoothing=smoothing)
    loss.backward()
    return {
        "dtype": str(dtype)[6:],
        "weight": weight or [],
        "smoothing": smoothing,
        "logits": rows,
        "labels": labels,
        "loss": loss.item(),
        "gradient": numbers(logits.grad.flatten()),
    }


def soft_case(dtype, kind, weight, smoothing):
    """Targets between 0 and 1: classes' shares, or each label's own. PyTorch divides classes' losses by the images."""
    rows = [[4 * fraction(n, l, 9) for l in range(4)] for n in range(9)]
    targets = torch.tensor([[0.05 + abs(fraction(n, l, 3)) for l in range(4)] for n in range(9)], dtype=dtype)
    targets[4] = torch.tensor([0, 0, 1, 0])
    logits = torch.tensor(rows, dtype=dtype, requires_grad=True)
    weights = None if weight is None else torch.tensor(weight, dtype=dtype)
    if kind == "softmax":
        targets = targets / targets.sum(1, keepdim=True)
        loss = cross_entropy(logits, targets, weight=weights, label_smoothing=smoothing)
    else:
        targets = targets / 2
        smoothed = targets * (1 - smoothing) + smoothing / 2
        loss = binary_cross_entropy_with_logits(logits, smoothed, pos_weight=weights)
    loss.backward()
    return {
        "dtype": str(dtype)[6:],
        "kind": kind,
        "weight": weight or [],
        "smoothing": smoothing,
        "logits": rows,
        "targets": targets.tolist(),
        "loss": loss.item(),
        "gradient": numbers(logits.grad.flatten()),
    }


def zlpr_case(dtype):
    """The loss of arXiv 2208.02955 from its formula; masked logits have no part in their sum."""
    rows = [[6 * fraction(n, l, 8) for l in range(4)] for n in range(9)]
    rows += [[100.0, -100.0, 0.0, 3.0], [-100.0, 100.0, 0.0, 3.0], [0.0] * 4, [50.0] * 4]
    labels = [[int((n >> l) % 2) for l in range(4)] for n in range(len(rows))]
    logits = torch.tensor(rows, dtype=dtype, requires_grad=True)
    true = torch.tensor(labels, dtype=torch.bool)
    none = torch.zeros(len(rows), 1, dtype=dtype)
    negatives = torch.cat([none, logits.masked_fill(true, -math.inf)], dim=1)
    positives = torch.cat([none, (-logits).masked_fill(~true, -math.inf)], dim=1)
    loss = (torch.logsumexp(negatives, 1) + torch.logsumexp(positives, 1)).mean()
    loss.backward()
    return {
        "dtype": str(dtype)[6:],
        "logits": rows,
        "labels": labels,
        "loss": loss.item(),
        "gradient": numbers(logits.grad.flatten()),
    }


def write(path, parts):
    """Writes JSON with a line for each case."""
    lines = ['"torch": ' + json.dumps(torch.__version__.split("+")[0])]
    for name, cases in parts.items():
        text = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        lines.append(f'"{name}": [\n{text}]')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


def main(folder):
    torch.set_num_threads(1)
    optimizers = [optimizer_case(name, dtype) for dtype in DTYPES for name in OPTIMIZERS]
    averages = [average_case(dtype) for dtype in DTYPES]
    write(folder / "optimizer/optimizers.json", {"optimizers": optimizers, "averages": averages})
    kinds = (one_cycle, warm_cosine, cosine, steps, milestones, plateau, plateau_absolute)
    write(folder / "schedule/schedules.json", {"schedules": [schedule_case(kind) for kind in kinds]})
    asymmetric = [
        asymmetric_case(dtype, settings)
        for dtype in DTYPES
        for settings in (
            {},
            {"focal_gradient": True},
            {"gamma_neg": 2, "gamma_pos": 0, "clip": 0.2, "focal_gradient": True},
            {"gamma_neg": 0, "gamma_pos": 0, "clip": 0},
            {"gamma_neg": 2.5, "gamma_pos": 1.5, "clip": 0, "focal_gradient": True},
        )
    ]
    softmax = [
        softmax_case(dtype, weight, smoothing)
        for dtype in DTYPES
        for weight in (None, [0.5, 1.0, 3.0, 20.0])
        for smoothing in (0.0, 0.1)
    ]
    write(folder / "loss/losses.json", {"asymmetric": asymmetric, "softmax": softmax})
    weighted = (None, [0.5, 1.0, 3.0, 20.0])
    soft = [soft_case(dtype, "softmax", weight, 0.1) for dtype in DTYPES for weight in weighted]
    soft += [
        soft_case(dtype, "binary", weight, smoothing)
        for smoothing in (0.0, 0.1) for dtype in DTYPES for weight in weighted
    ]
    write(folder / "loss/soft.json", {"soft": soft})
    write(folder / "loss/zlpr.json", {"zlpr": [zlpr_case(dtype) for dtype in DTYPES]})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
