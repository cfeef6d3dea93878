"""Writes what the audit's statistics are held against: runs tests of statsmodels, and the bootstrap of scipy for micro F1.

    pip install -r requirements.txt
    python make_statistics.py > ../../resources/org/tagzoo/app/audit/statistics.json
"""

import json

import numpy as np
from scipy.stats import bootstrap, norm
from statsmodels.sandbox.stats.runs import runstest_1samp


def runs(generator, images, stay):
    """A label that stays as it is with a chance from one image to the next."""
    has = [0, 1]
    for _ in range(images - 2):
        has.append(has[-1] if generator.random() < stay else int(generator.random() < 0.3))
    z, _ = runstest_1samp(has, cutoff=0.5, correction=False)
    has = np.array(has)
    after = has[1:][has[:-1] == 1]
    return {"has": has.tolist(), "share": has.mean(), "after": after.mean(), "p": float(norm.cdf(z))}


def f1(generator, sets):
    """Images in sets that show the same: hits, predicted and true labels of each."""
    rows = []
    for group in range(sets):
        quality = generator.uniform(0.3, 0.9)
        for _ in range(generator.integers(1, 4)):
            true = generator.random(5) < 0.4
            predicted = np.where(generator.random(5) < quality, true, ~true)
            rows.append((group, true, predicted))
    sums = np.zeros((sets, 2))
    for group, true, predicted in rows:
        sums[group] += 2 * (true & predicted).sum(), true.sum() + predicted.sum()

    def ratio(index):
        chosen = sums[index.astype(int)]
        return chosen[:, 0].sum() / chosen[:, 1].sum()

    drawn = bootstrap((np.arange(sets),), ratio, vectorized=False, n_resamples=20000, random_state=generator)
    return {
        "sets": [int(group) for group, _, _ in rows],
        "truth": [true.astype(int).tolist() for _, true, _ in rows],
        "predicted": [predicted.astype(int).tolist() for _, _, predicted in rows],
        "f1": sums[:, 0].sum() / sums[:, 1].sum(),
        "error": float(drawn.standard_error),
    }


def main():
    generator = np.random.default_rng(1)
    print(
        json.dumps(
            {
                "runs": [runs(generator, 60, stay) for stay in (0.0, 0.1, 0.3, 0.6)],
                "f1": [f1(generator, sets) for sets in (40, 120)],
            }
        )
    )


main()
