"""Writes metadata.json: fields of images as numbers by scikit-learn's transformers, fitted on the first part of them.

    python -m pip install -r requirements.txt
    python make_metadata.py ../resources/org/tagzoo/datasets/metadata/metadata.json
"""

import json
import random
import sys

import numpy as np
import sklearn
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

TRAIN, TEST = 400, 40
RARE = 4  # 1 in 100

random.seed(3)
rows = []
for i in range(TRAIN + TEST):
    year = "" if i % 9 == 0 else str(1950 + random.randrange(70))
    ratio = repr(round(random.gauss(1e-3, 2e-4), 7))
    boat = random.choices(["aa", "Bb", "c c", "d", "e1", "e2", "e3", "e4", "e5"], [9, 6, 3, 1] + [0.1] * 5)[0]
    number = random.choice(["1", "2", "3"])
    rows.append([year, ratio, boat if i < TRAIN or i % 5 else "unseen", number])
texts = np.array(rows, dtype=object)


def standardised(column):
    """Standardised by the known ones; missing ones are 0, and marked after it if training has some."""
    numbers = np.array([[float(t) if t else np.nan] for t in column])
    scaled = StandardScaler().fit(numbers[:TRAIN]).transform(numbers)
    filled = SimpleImputer(strategy="constant", fill_value=0.0).fit_transform(scaled)
    marks = MissingIndicator(features="missing-only", error_on_new=False).fit(numbers[:TRAIN]).transform(numbers)
    return np.hstack([filled, marks.astype(float)])


def one_hot(column):
    encoder = OneHotEncoder(min_frequency=RARE, handle_unknown="infrequent_if_exist", sparse_output=False)
    column = column.reshape(-1, 1)
    return encoder.fit(column[:TRAIN]).transform(column)


encoded = np.hstack(
    [standardised(texts[:, 0]), standardised(texts[:, 1]), one_hot(texts[:, 2]), one_hot(texts[:, 3])]
)
with open(sys.argv[1], "w") as out:
    json.dump(
        {
            "made": f"scikit-learn {sklearn.__version__}",
            "columns": ["year", "ratio", "boat", "number"],
            "train": TRAIN,
            "rows": rows,
            "encoded": encoded.tolist(),
        },
        out,
    )
