"""Writes retrieval.json: features and labels of images, and how well they rank, by scikit-learn's average precision.

    pip install -r requirements.txt
    python make_retrieval.py ../../resources/org/tagzoo/zoo/metric/retrieval.json
"""

import itertools
import json
import math
import sys

import numpy as np
from sklearn.metrics import average_precision_score


def cosine(a, b):
    """Adds feature after feature, so that equal vectors tie to the last bit."""
    dot = length_a = length_b = 0.0
    for x, y in zip(a, b):
        dot += float(x) * float(y)
        length_a += float(x) * float(x)
        length_b += float(y) * float(y)
    lengths = math.sqrt(length_a) * math.sqrt(length_b)
    return dot / lengths if lengths else 0.0


def precision_at_10(truth, scores):
    """Goes down the ranking; each place of a tie is relevant with the chance that its members have."""
    hits = places = 0
    ranked = sorted(zip(scores, truth), reverse=True)
    for _, tied in itertools.groupby(ranked, key=lambda pair: pair[0]):
        members = [relevant for _, relevant in tied]
        for _ in members:
            if places < 10:
                hits += sum(members) / len(members)
                places += 1
    return hits / 10


def chance(random, truth):
    """Means over random orders of the gallery, good to about 0.005."""
    truth = np.array(truth)
    aps, p10s = [], []
    for _ in range(4000):
        order = random.permutation(truth)
        aps.append(average_precision_score(order, -np.arange(len(order))) if len(order) > 1 else 1)
        p10s.append(order[:10].sum() / 10)
    return float(np.mean(aps)), float(np.mean(p10s))


def case(name, random, features, labels, queries, gallery):
    features = np.asarray(features, np.float32)
    each, left_out, first_chance = [], 0, None
    for q in queries:
        others = [g for g in gallery if g != q]
        truth = [bool(labels[g] & labels[q]) for g in others]
        if not any(truth):
            left_out += 1
            continue
        scores = [cosine(features[q], features[g]) for g in others]
        each.append((average_precision_score(truth, scores), precision_at_10(truth, scores)))
        if len(each) == 1:
            first_chance = chance(random, truth)
    return {
        "name": name,
        "features": [[float(str(v)) for v in row] for row in features],
        "labels": [sorted(found) for found in labels],
        "queries": [int(q) for q in queries],
        "gallery": [int(g) for g in gallery],
        "leftOut": left_out,
        "meanAveragePrecision": float(np.mean([ap for ap, _ in each])),
        "precisionAt10": float(np.mean([p for _, p in each])),
        "chanceOfFirst": first_chance,
    }


def main(path):
    random = np.random.default_rng(20)

    def classes(images, count):
        return [{int(c)} for c in random.integers(0, count, images)]

    labels = classes(90, 5)
    near = random.normal(0, 1, (90, 7)) + 2 * np.eye(7)[[min(found) for found in labels]]
    twins = random.normal(0, 1, (40, 5))
    twins[20:] = twins[:20]
    several = [set(map(int, np.flatnonzero(random.random(6) < 0.25))) for _ in range(70)]
    zeros = random.integers(0, 2, (60, 4)).astype(float)
    zeros[:3] = 0
    alone = classes(30, 3)
    alone[4] = {7}
    cases = [
        case("near", random, near, labels, range(90), range(90)),
        case("twins", random, twins, classes(40, 4), range(40), range(40)),
        case("many ties, vectors of zeros", random, zeros, classes(60, 4), range(60), range(60)),
        case("several labels, some without", random, random.normal(0, 1, (70, 9)), several, range(70), range(70)),
        case("one domain against another", random, near, labels, range(0, 30), range(30, 90)),
        case("a query without any relevant image", random, random.normal(0, 1, (30, 6)), alone, range(30), range(30)),
        case("a gallery of six", random, near, labels, range(10, 90), range(6)),
    ]
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"cases": cases}, out, indent=None)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
