"""Checks the export that ExportWriterTest left: PyTorch loads it in evaluation mode, without gradients, torchvision
takes its weights by name (strict), and the two give the same logits.

Run from the project's root, with the packages of requirements.txt, after the test:
    mvn -pl zoo -am test -Dtest=ExportWriterTest -Dsurefire.failIfNoSpecifiedTests=false
    python zoo/src/test/python/check_export.py
or of any export with torchvision's mean and a head of one layer, such as a transformer's, whose positions are those
of its image size, which timm's and torchvision's networks of that size take:
    python zoo/src/test/python/check_export.py FOLDER
"""

import json
import sys
from pathlib import Path

import torch

import make_transformers
from make_networks import build, normalized, pixels

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else "zoo/target/exports/resnet18")


def reference(name, size, classes):
    if name in make_transformers.NETWORKS:
        return make_transformers.build(name, make_transformers.NETWORKS[name][:3], (size, size), classes)
    return build(name, num_classes=classes)


description = json.loads((FOLDER / "tagzoo.json").read_text(encoding="utf-8"))
labels = [label["label"] for label in description["labels"]]
assert (FOLDER / "synset.txt").read_text(encoding="utf-8").splitlines() == labels
size = description["imageSize"]
module = torch.jit.load(str(FOLDER / "model.pt"))
assert not any(part.training for part in module.modules())
assert not any(parameter.requires_grad for parameter in module.parameters())
network = reference(description["network"], size, len(labels)).eval()
network.load_state_dict(module.state_dict(), strict=True)
with torch.no_grad():
    expected = network(normalized(3, size, size))
    actual = module(pixels(3, size, size))
difference = float((expected - actual).abs().max() / expected.abs().max())
print(f"{len(network.state_dict())} tensors loaded, largest relative difference of logits {difference:.1e}")
assert actual.shape == (3, len(labels)) and difference < 1e-5
