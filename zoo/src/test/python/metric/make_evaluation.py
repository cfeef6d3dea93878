"""Writes evaluation.json: random decisions with what scikit-learn, NumPy and mlcm make of them.

    pip install --no-deps -r requirements.txt   # mlcm asks for plotly, which nothing here needs
    python make_evaluation.py ../../resources/org/tagzoo/zoo/metric/evaluation.json
"""

import json
import sys
import types
import warnings

import numpy as np
from sklearn.metrics import classification_report, f1_score

sys.modules.setdefault("plotly", types.ModuleType("plotly"))
sys.modules.setdefault("plotly.graph_objects", types.ModuleType("plotly.graph_objects"))
np.int = int  # mlcm 0.0.1 is older than the NumPy that took this name away
from mlcm import mlcm  # noqa: E402

warnings.simplefilter("ignore")  # about zero denominators: they are what is asked for


def confusion(truth, given):
    """The paper's three categories, by sets; "no label" is the last row and column."""
    none = truth.shape[1]
    counts = np.zeros((none + 1, none + 1), int)
    for t, a in zip(truth, given):
        true, attached = set(np.flatnonzero(t)), set(np.flatnonzero(a))
        missed, wrong = true - attached, attached - true
        for label in true & attached:
            counts[label, label] += 1
        if not true and not attached:
            counts[none, none] += 1
        elif not wrong:
            for label in missed:
                counts[label, none] += 1
        else:
            for row in missed or true or {none}:
                for column in wrong:
                    counts[row, column] += 1
    return counts


def ambiguous(t, a):
    """Where the package depends on the order of labels, and the paper does not."""
    return t.sum() > 1 and (t & (1 - a)).sum() > 0 and (a & (1 - t)).sum() > 1


def rows(matrix):
    return ["".join(map(str, row)) for row in matrix]


def report(truth, given, other, draws):
    names = ["label %d" % l for l in range(truth.shape[1])]
    figures = classification_report(
        truth, given, target_names=names, output_dict=True, zero_division=0)

    def difference(average, index):
        return (f1_score(truth[index], given[index], average=average, zero_division=0)
                - f1_score(truth[index], other[index], average=average, zero_division=0))

    paired = {}
    everything = np.arange(len(truth))
    for average in ["micro", "macro"]:
        drawn = np.array([difference(average, d) for d in draws])
        sides = min((drawn <= 0).sum(), (drawn >= 0).sum())
        paired[average] = {
            "value": float(difference(average, everything)),
            "interval": np.percentile(drawn, [2.5, 97.5]).tolist(),
            "p": float(min(1, 2 * (sides + 1) / (len(draws) + 1))),
        }
    return {
        "targets": rows(truth),
        "attached": rows(given),
        "other": rows(other),
        "draws": [d.tolist() for d in draws],
        "report": [[name] + [float(v[k]) for k in ["precision", "recall", "f1-score", "support"]]
                   for name, v in figures.items()],
        "confusion": confusion(truth, given).tolist(),
        "coOccurrence": (truth.T @ truth).tolist(),
        "paired": paired,
    }


def main(out):
    random = np.random.default_rng(5)

    def decide(truth, hit, wrong):
        return np.where(truth == 1, random.random(truth.shape) < hit,
                        random.random(truth.shape) < wrong).astype(int)

    cases = []
    for images, labels, share in [(30, 4, 0.3), (40, 6, 0.15), (12, 3, 0.6), (1, 3, 0.5)]:
        truth = (random.random((images, labels)) < share).astype(int)
        if images == 40:
            truth[:, 2] = 0
        draws = random.integers(0, images, (60, images))
        cases.append(report(truth, decide(truth, 0.7, 0.15), decide(truth, 0.6, 0.2), draws))
    truth = np.zeros((5, 3), int)
    cases.append(report(truth, truth, truth, random.integers(0, 5, (10, 5))))

    truth = (random.random((400, 5)) < 0.3).astype(int)
    given = decide(truth, 0.6, 0.2)
    keep = np.array([not ambiguous(t, a) for t, a in zip(truth, given)])
    truth, given = truth[keep], given[keep]
    counts = mlcm.cm(truth, given, print_note=False)[0]
    assert (counts == confusion(truth, given)).all() and (counts > 0).all() and len(truth) > 200
    package = {"targets": rows(truth), "attached": rows(given), "confusion": counts.tolist()}

    runs = random.random(7)
    spread = {"runs": runs.tolist(), "mean": float(runs.mean()), "min": float(runs.min()),
              "max": float(runs.max()), "standardDeviation": float(runs.std(ddof=1))}
    with open(out, "w", encoding="utf-8") as file:
        file.write('{"cases": [\n%s\n],\n"mlcm": %s,\n"spread": %s}\n' % (
            ",\n".join(json.dumps(c) for c in cases), json.dumps(package), json.dumps(spread)))


if __name__ == "__main__":
    main(sys.argv[1])
