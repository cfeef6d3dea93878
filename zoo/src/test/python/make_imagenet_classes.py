"""Writes imagenet-classes.txt: torchvision's names of ImageNet's 1,000 classes, in the order of the logits.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_imagenet_classes.py
"""

from pathlib import Path

import torchvision
from torchvision.models._meta import _IMAGENET_CATEGORIES

OUT = Path("zoo/src/main/resources/org/tagzoo/zoo/network/imagenet-classes.txt")
HEADER = f"""\
# The 1,000 classes of ImageNet (ILSVRC 2012) in the order of a network's logits, one a line.
# From torchvision {torchvision.__version__.split("+")[0]}, torchvision/models/_meta.py.
# Copyright (c) Soumith Chintala 2016. BSD-3-Clause.
"""

assert len(_IMAGENET_CATEGORIES) == 1000
OUT.write_text(HEADER + "".join(name + "\n" for name in _IMAGENET_CATEGORIES), encoding="utf-8")
