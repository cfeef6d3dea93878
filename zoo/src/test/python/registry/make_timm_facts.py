"""Writes timm.json: what timm states of the weights at its hub that TagZoo has cards for.

Run from the project's root, with the packages of ../requirements.txt:
    python zoo/src/test/python/registry/make_timm_facts.py
Nothing is downloaded. Licences of CLIP's weights are not in timm: they are those of their authors' repositories.
"""

import json
from pathlib import Path

import timm
from timm.models import get_pretrained_cfg

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/registry/timm.json")
NAMES = [
    "vit_small_patch14_dinov2.lvd142m",
    "vit_base_patch14_dinov2.lvd142m",
    "vit_small_patch14_reg4_dinov2.lvd142m",
    "vit_base_patch14_reg4_dinov2.lvd142m",
    "vit_base_patch16_clip_224.laion2b",
    "vit_base_patch16_clip_quickgelu_224.openai",
]


def facts(name):
    cfg = get_pretrained_cfg(name)
    network = timm.create_model(name, pretrained=False)
    assert cfg.crop_mode == "center" and network.num_classes == cfg.num_classes
    return {
        "hub": cfg.hf_hub_id + name if cfg.hf_hub_id.endswith("/") else cfg.hf_hub_id,
        "parameters": sum(p.numel() for p in network.parameters()),
        "outputs": cfg.num_classes,
        "size": cfg.input_size[1],
        "crop": cfg.crop_pct,
        "interpolation": cfg.interpolation,
        "mean": cfg.mean,
        "std": cfg.std,
        "licence": cfg.license,
    }


OUT.write_text(json.dumps({name: facts(name) for name in NAMES}, indent=1) + "\n")
