"""Writes NAME.pth, torchvision's state_dict of a network with random weights, to go the whole way with, without a download.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_random_weights.py convnext_tiny /tmp/weights
    ./tagzoo compare --recipe helsinki --models convnext_tiny --weights convnext_tiny=/tmp/weights/convnext_tiny.pth --limit 200 --image-size 64 --out /tmp/run
    ./tagzoo export /tmp/run --out /tmp/export
    ./tagzoo predict /tmp/export photo.jpg
    python zoo/src/test/python/check_export.py /tmp/export
"""

import sys
from pathlib import Path

import torch
import torchvision

name, folder = sys.argv[1], Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(1)
torch.save(getattr(torchvision.models, name)(num_classes=1000).state_dict(), folder / f"{name}.pth")
