"""Writes mixup.json: quartiles of the larger of two shares that Beta(0.4, 0.4) draws.

    pip install scipy==1.17.1
    python make_mixup.py ../../resources/org/tagzoo/zoo/training/mixup.json
"""

import json
import sys
from pathlib import Path

from scipy.stats import beta

# P(max(x, 1 - x) <= q) = 2 P(x <= q) - 1 for q of a half or more.
quartiles = [float(beta.ppf((1 + p) / 2, 0.4, 0.4)) for p in (0.25, 0.5, 0.75)]
Path(sys.argv[1]).write_text(json.dumps({"quartiles": quartiles}) + "\n", encoding="utf-8")
