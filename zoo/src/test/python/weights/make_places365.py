"""Writes files as Places365's authors publish them: a checkpoint of training on several devices, in the format before zip.

    python make_places365.py FOLDER

FOLDER gets resnet18_places365.pth.tar, resnet50_places365.pth.tar and alexnet_places365.pth.tar, with weights by the
formula of make_networks.py, and logits.json: the first logits of each for the pixels of that script. Places365Test
reads them where TAGZOO_PLACES365 names the folder. Written with PyTorch 2.7.1, torchvision 0.22.1 and numpy 2.2.6.
"""

import json
import sys
from pathlib import Path

import torch
import torchvision

sys.path.append(str(Path(__file__).parent.parent))
from make_networks import fill, normalized  # noqa: E402

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
torch.set_num_threads(1)
logits = {}
for name in ("resnet18", "resnet50", "alexnet"):
    network = getattr(torchvision.models, name)(num_classes=365).eval()
    with torch.no_grad():
        fill(network)
        logits[name] = network(normalized(1, 224, 224))[0, :20].tolist()
    # PyTorch's training example wraps all of a ResNet, and of an AlexNet the convolutions alone.
    if name == "alexnet":
        network.features = torch.nn.DataParallel(network.features)
    else:
        network = torch.nn.DataParallel(network)
    checkpoint = {
        "epoch": 90, "arch": name, "state_dict": network.state_dict(), "best_prec1": torch.tensor(54.7)}
    torch.save(checkpoint, folder / f"{name}_places365.pth.tar", _use_new_zipfile_serialization=False)
(folder / "logits.json").write_text(json.dumps(logits, indent=1) + "\n")
