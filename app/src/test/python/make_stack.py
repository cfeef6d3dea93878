"""Writes logistic.json: what scikit-learn's logistic regression by liblinear makes of drawn features.

    pip install -r requirements.txt
    python make_stack.py ../resources/org/tagzoo/app/ensemble/logistic.json
"""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression


def main(path):
    random = np.random.default_rng(5)
    features = random.random((60, 6)).round(4)
    truth = (features[:, :3] + random.normal(0, 0.3, (60, 3)) > [0.5, 0.7, 0.3]).astype(int)
    asked = random.random((5, 6)).round(4)
    probabilities = [
        LogisticRegression(solver="liblinear", C=1, tol=1e-10, max_iter=1000)
        .fit(features, truth[:, label])
        .predict_proba(asked)[:, 1]
        .tolist()
        for label in range(3)
    ]
    with open(path, "w") as out:
        json.dump(
            {
                "features": features.tolist(),
                "truth": truth.tolist(),
                "asked": asked.tolist(),
                "probabilities": probabilities,
            },
            out,
        )
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
