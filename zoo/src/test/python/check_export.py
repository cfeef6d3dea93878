"""Checks the export that ExportWriterTest left: PyTorch loads it in evaluation mode, without gradients, torchvision
takes its weights by name (strict), and the two give the same logits.

Run from the project's root, with the packages of requirements.txt, after the test:
    mvn -pl zoo -am test -Dtest=ExportWriterTest -Dsurefire.failIfNoSpecifiedTests=false
    python zoo/src/test/python/check_export.py
"""

import json
from pathlib import Path

import torch

from make_networks import build, normalized, pixels

FOLDER = Path("zoo/target/exports/resnet18")

description = json.loads((FOLDER / "tagzoo.json").read_text(encoding="utf-8"))
labels = [label["label"] for label in description["labels"]]
assert (FOLDER / "synset.txt").read_text(encoding="utf-8").splitlines() == labels
size = description["imageSize"]
module = torch.jit.load(str(FOLDER / "model.pt"))
assert not any(part.training for part in module.modules())
assert not any(parameter.requires_grad for parameter in module.parameters())
network = build(description["network"], num_classes=len(labels)).eval()
network.load_state_dict(module.state_dict(), strict=True)
with torch.no_grad():
    expected = network(normalized(3, size, size))
    actual = module(pixels(3, size, size))
difference = float((expected - actual).abs().max() / expected.abs().max())
print(f"{len(network.state_dict())} tensors loaded, largest relative difference of logits {difference:.1e}")
assert actual.shape == (3, len(labels)) and difference < 1e-5
