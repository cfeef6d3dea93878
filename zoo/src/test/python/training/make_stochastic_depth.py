"""Writes stochastic-depth.json: which of 60 images torchvision's StochasticDepth keeps, and by what it multiplies them.

Run from the project's root, with the packages of ../requirements.txt:
    python zoo/src/test/python/training/make_stochastic_depth.py
"""

import json
from pathlib import Path

import torch
from torchvision.ops import StochasticDepth

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/training/stochastic-depth.json")
SEED, PROBABILITY, IMAGES = 42, 0.3, 60


def main():
    layer = StochasticDepth(PROBABILITY, "row").train()
    torch.manual_seed(SEED)
    factors = layer(torch.ones(IMAGES, 4, 3, 3))
    assert (factors == factors[:, :1, :1, :1]).all()
    out = {"seed": SEED, "probability": PROBABILITY, "factors": factors[:, 0, 0, 0].tolist()}
    OUT.write_text(json.dumps(out) + "\n")


main()
