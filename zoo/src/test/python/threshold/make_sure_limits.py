"""Writes sure-limits.json: scores and targets of a label, and how many images scipy's exact intervals make sure.

    pip install numpy==2.2.6 scipy==1.17.1
    python make_sure_limits.py ../../resources/org/tagzoo/zoo/threshold/sure-limits.json

Every cut is tried. Of those from which on the label is predicted, none below the threshold, the lowest is taken at which
the lower end of the share of true images is large enough; of those below which it is not predicted, none above the
threshold, the highest at which the lower end of the share of images without it is.
"""

import json
import sys

import numpy as np
from scipy.stats import binomtest


def sure(right, share):
    images = len(right)
    return images > 0 and binomtest(int(right.sum()), images).proportion_ci(0.95, "exact").low >= share


def golden(random, images, sharpness, rarity, threshold, share):
    logits = random.normal(-rarity, sharpness, images)
    chances = 1 / (1 + np.exp(-logits))
    scores = np.round(chances, 2).astype(np.float32)
    targets = random.random(images) < chances
    cuts = [np.float32(threshold), *np.unique(scores)]
    yes = [int((scores >= cut).sum()) for cut in cuts
           if cut >= np.float32(threshold) and sure(targets[scores >= cut], share)]
    no = [int((scores < cut).sum()) for cut in cuts
          if cut <= np.float32(threshold) and sure(~targets[scores < cut], share)]
    return {
        "threshold": threshold,
        "share": share,
        "yes": max(yes, default=0),
        "no": max(no, default=0),
        "scores": [float(str(s)) for s in scores],
        "targets": [bool(t) for t in targets],
    }


def main():
    random = np.random.default_rng(22)
    cases = [
        golden(random, images, sharpness, rarity, threshold, share)
        for images in (60, 200)
        for sharpness, rarity in ((2, 0), (3, 2), (6, 1))
        for threshold in (0.3, 0.5)
        for share in (0.8, 0.9)
    ]
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump(cases, out)
        out.write("\n")


main()
