"""Writes hashes.json: images of 32 x 32 pixels with their hashes by scipy 1.17.1 (scipy.fft.dctn).

    python make_hashes.py ../../resources/org/tagzoo/datasets/image/hashes.json
"""

import json
import sys

import numpy as np
from scipy.fft import dctn


def bits(luma, sign):
    low = sign * dctn(luma, type=2, norm="ortho")[:16, :16].reshape(-1) >= 8
    low[0] = False
    return f"{sum(1 << i for i, bit in enumerate(low) if bit):064x}"


def hash(luma):
    return bits(luma, 1) + " " + bits(luma, -1)


random = np.random.default_rng(8)
x, y = np.meshgrid(np.arange(32), np.arange(32))
images = [
    random.integers(0, 256, (32, 32, 3)),
    np.stack([8 * x, 4 * x + 4 * y, 255 - 8 * y], axis=2),
    np.where((abs(x - 15.5) < 8)[:, :, None], [200, 30, 60], [255, 255, 255]),
    np.full((32, 32, 3), 90),
]
golden = []
for image in images:
    luma = image @ [0.299, 0.587, 0.114]
    golden.append({"pixels": bytes(image.astype(np.uint8).reshape(-1)).hex(),
                   "hash": hash(luma), "mirrored": hash(luma[:, ::-1])})
with open(sys.argv[1], "w") as out:
    json.dump(golden, out, indent=1)
