"""Writes torchvision.json: what torchvision states of the weights that TagZoo has cards for.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/registry/make_torchvision_facts.py
With --check nothing is written, and a difference is an error. With --cards NETWORK PAPER the cards of a network's
weights are printed as weights.yaml has them, PAPER such as 2201.03545. Nothing is downloaded.

Means and deviations are given as one preprocessing on values of 0 to 1. Inception normalises a second
time inside the network (transform_input); both steps are run on black and white to find the one they
amount to.
"""

import json
import sys
from pathlib import Path

import torch
from torchvision.models import Inception3, get_model_weights, list_models

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/registry/torchvision.json")
NETWORKS = Path("zoo/src/test/resources/org/tagzoo/zoo/network/torchvision")
TRANSFORMERS = NETWORKS.parent / "transformers"
TAGS = {
    "IMAGENET1K_V1": "tv1",
    "IMAGENET1K_V2": "tv2",
    "IMAGENET1K_SWAG_E2E_V1": "swag",
    "IMAGENET1K_SWAG_LINEAR_V1": "swaglinear",
}


def normalized(network, mean, std, value):
    """What each channel of one colour, all channels alike, is for the first convolution."""
    pixels = torch.full((1, 3, 1, 1), value, dtype=torch.float64)
    x = (pixels - torch.tensor(mean).double().view(3, 1, 1)) / torch.tensor(std).double().view(3, 1, 1)
    if network == "inception_v3":
        # As torchvision's inception_v3 sets it whenever it is made with weights.
        x = Inception3(transform_input=True, aux_logits=True, init_weights=False)._transform_input(x)
    return x.flatten().tolist()


def facts(network, weights):
    transforms = weights.transforms()
    black = normalized(network, transforms.mean, transforms.std, 0.0)
    white = normalized(network, transforms.mean, transforms.std, 1.0)
    std = [1 / (w - b) for b, w in zip(black, white)]
    accuracy = weights.meta["_metrics"]["ImageNet-1K"]
    return {
        "address": weights.url,
        "mebibytes": weights.meta["_file_size"],
        "parameters": weights.meta["num_params"],
        "top1": accuracy["acc@1"],
        "top5": accuracy["acc@5"],
        "resize": transforms.resize_size[0],
        "crop": transforms.crop_size[0],
        "interpolation": transforms.interpolation.value,
        "antialias": transforms.antialias,
        "licence": weights.meta.get("license"),
        "mean": [round(-b * s, 6) for b, s in zip(black, std)],
        "std": [round(s, 6) for s in std],
    }


CARD = """- name: {name}
  architecture: {network}
  strideOnFirst1x1: false
  parameters: {parameters}
  preprocessing:
    resize: {resize}
    cropWidth: {crop}
    cropHeight: {crop}
    interpolation: {kernel}
    mean: {means}
    std: {stds}
    publishedChannelOrder: RGB
  origin:
    kind: torchvision
    address: {address}
    mebibytes: {mebibytes}
  licence: BSD-3-Clause
  paper: https://arxiv.org/abs/{paper}
  imageNetTop1: {top1}
  imageNetTop5: {top5}
"""


def card(name, network, paper, fact):
    assert fact["antialias"]
    kernel = "bicubic" if fact["interpolation"] == "bicubic" else fact["interpolation"] + " antialiased"
    means, stds = ([round(255 * value, 6) for value in fact[key]] for key in ("mean", "std"))
    return CARD.format(name=name, network=network, paper=paper, kernel=kernel, means=means, stds=stds, **fact)


def networks():
    """Those of torchvision that make_networks.py and make_transformers.py have written."""
    written = [path.stem for folder in (NETWORKS, TRANSFORMERS) for path in folder.glob("*.json")]
    return sorted(name for name in written if name in list_models())


def main():
    asked = sys.argv[2:] if "--cards" in sys.argv[1:2] else None
    cards = {}
    for network in asked[:1] if asked else networks():
        for weights in get_model_weights(network):
            # VGG16's IMAGENET1K_FEATURES has no classifier.
            if weights.name in TAGS:
                cards[f"{network}.{TAGS[weights.name]}"] = facts(network, weights)
    if asked:
        print("\n".join(card(name, *asked, fact) for name, fact in cards.items()))
        return
    text = json.dumps(cards, indent=1) + "\n"
    if "--check" in sys.argv[1:]:
        if OUT.read_text() != text:
            sys.exit(f"{OUT} is not what torchvision states: run this without --check")
    else:
        OUT.parent.mkdir(parents=True, exist_ok=True)
        OUT.write_text(text)


if __name__ == "__main__":
    main()
