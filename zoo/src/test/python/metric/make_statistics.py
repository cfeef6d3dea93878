"""Writes statistics.json: what NumPy, SciPy, mpmath and statsmodels make of percentiles, spreads, t intervals, McNemar's
exact test, Clopper and Pearson's interval, Holm's correction and the corrected resampled t test.

    pip install -r requirements.txt
    python make_statistics.py ../../resources/org/tagzoo/zoo/metric/statistics.json
"""

import json
import sys

import mpmath
import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests


mpmath.mp.dps = 30


def t_quantile(df):
    """Student's t at 0.975 to all digits of a double. SciPy's own ppf is off by up to 4e-11, relatively."""
    near = stats.t.ppf(0.975, df)

    def outside(t):
        return mpmath.betainc(mpmath.mpf(df) / 2, 0.5, 0, df / (df + t * t), regularized=True) - mpmath.mpf("0.05")

    quantile = float(mpmath.findroot(outside, near))
    assert abs(quantile - near) < 1e-10 * near
    return quantile


def middle(values):
    return {"values": values, "interval": np.percentile(values, [2.5, 97.5]).tolist()}


def spread(values):
    n = len(values)
    deviation = np.std(values, ddof=1)
    return {
        "values": values,
        "mean": np.mean(values).item(),
        "standardDeviation": deviation.item(),
        "margin": (t_quantile(n - 1) * deviation / np.sqrt(n)).item(),
    }


def exact(b, c):
    table = [[5, b], [c, 7]]
    p = mcnemar(table, exact=True).pvalue if b + c else 1.0
    if b + c:
        assert abs(p - stats.binomtest(b, b + c, 0.5).pvalue) <= 1e-9 * p
    return {"onlyFirst": b, "onlySecond": c, "p": float(min(1, p))}


def share(hits, of):
    interval = stats.binomtest(hits, of).proportion_ci(method="exact")
    return {"hits": hits, "of": of, "interval": [float(interval.low), float(interval.high)]}


def holm(p):
    return {"p": p, "corrected": multipletests(p, method="holm")[1].tolist()}


def corrected_t(first, second, ratio):
    """Nadeau and Bengio 2003: the variance of the mean is (1/k + ratio) times that of the differences."""
    differences = np.array(first) - np.array(second)
    df = len(first) - 1
    error = np.sqrt((1 / len(first) + ratio) * np.var(differences, ddof=1))
    mean = differences.mean()
    margin = t_quantile(df) * error
    return {
        "first": first,
        "second": second,
        "ratio": ratio,
        "value": mean.item(),
        "interval": [(mean - margin).item(), (mean + margin).item()],
        "p": (2 * stats.t.sf(abs(mean / error), df)).item(),
    }


def main(path):
    random = np.random.default_rng(17)
    golden = {
        "middle": [
            middle(values)
            for values in (
                [0.25],
                [0.5, 0.25],
                [0.1, 0.2, 0.2, 0.7],
                random.random(999).tolist(),
                random.normal(0, 0.01, 1000).tolist(),
                (random.integers(0, 9, 1000) / 9).tolist(),
            )
        ],
        "spread": [
            spread(values)
            for values in (
                [0.7, 0.7],
                [0.701, 0.699],
                [0.68, 0.7, 0.705],
                random.normal(0.7, 0.01, 5).tolist(),
                random.normal(0.7, 0.1, 31).tolist(),
            )
        ],
        "quantile": [{"df": df, "t": t_quantile(df)} for df in (1, 2, 3, 4, 9, 10, 11, 30, 99, 200)],
        "mcNemar": [
            exact(b, c)
            for b, c in (
                (0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (5, 5), (13, 7), (7, 13), (0, 30), (8, 25), (40, 40),
                (70, 110), (400, 520), (3, 1200),
            )
        ],
        "share": [
            share(hits, of)
            for hits, of in ((8, 20), (0, 28), (28, 28), (0, 1), (1, 1), (1, 3), (16, 28), (23, 112), (655, 1000), (4999, 5000))
        ],
        "holm": [
            holm(p)
            for p in (
                [0.03],
                [0.01, 0.04, 0.03, 0.005],
                [0.5, 0.6, 0.7],
                [0.0002, 0.0002, 0.2, 1.0],
                [0.04, 0.001, 0.03],
                random.random(12).tolist(),
            )
        ],
        "correctedT": [
            corrected_t(first, second, ratio)
            for first, second, ratio in (
                ([0.7, 0.72], [0.68, 0.69], 1.0),
                ([0.5, 0.6, 0.7], [0.52, 0.58, 0.71], 0.5),
                (random.normal(0.7, 0.02, 5).tolist(), random.normal(0.69, 0.02, 5).tolist(), 0.25),
                (random.normal(0.7, 0.01, 10).tolist(), random.normal(0.6, 0.01, 10).tolist(), 1 / 9),
                (random.normal(0.3, 0.1, 20).tolist(), random.normal(0.3, 0.1, 20).tolist(), 1 / 19),
            )
        ],
    }
    with open(path, "w") as out:
        json.dump(golden, out)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
