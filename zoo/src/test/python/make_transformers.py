"""Writes transformers/NAME.json: what torchvision's and timm's vision transformers give with make_networks.py's weights.

Run from the project's root, with the packages of requirements.txt:
    python zoo/src/test/python/make_transformers.py [NAME ...]
Results are those of small networks by the same functions, at three sizes: that of the positions, and two to which
the reference's own code brings them (torchvision's interpolate_embeddings, timm's checkpoint_filter_fn).
Results of the whole networks, which take a while and are not kept, are written by
    python zoo/src/test/python/make_transformers.py --whole FOLDER [NAME ...]
and TransformersTest compares them if it is run with -Dtagzoo.transformers=FOLDER.
"""

import hashlib
import json
import sys
from pathlib import Path

import timm
import torch
from timm.models.vision_transformer import checkpoint_filter_fn
from torch.utils.flop_counter import FlopCounterMode
from torchvision.models import get_model_weights
from torchvision.models.vision_transformer import VisionTransformer, interpolate_embeddings

sys.path.insert(0, str(Path(__file__).resolve().parent))
from make_networks import LABELS, fill, normalized  # noqa: E402

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/transformers")
# Width, blocks, heads, patch and the size of the published positions.
NETWORKS = {
    "vit_b_16": (768, 12, 12, 16, 224),
    "vit_l_16": (1024, 24, 16, 16, 224),
    "vit_small_patch14_dinov2": (384, 12, 6, 14, 518),
    "vit_base_patch14_dinov2": (768, 12, 12, 14, 518),
    "vit_small_patch14_reg4_dinov2": (384, 12, 6, 14, 518),
    "vit_base_patch14_reg4_dinov2": (768, 12, 12, 14, 518),
    "vit_base_patch16_clip_224": (768, 12, 12, 16, 224),
    "vit_base_patch16_clip_quickgelu_224": (768, 12, 12, 16, 224),
}
SMALL = (48, 2, 3)


def is_torchvision(name):
    return "patch" not in name


def build(name, shape, size, classes):
    """A network for images of a size (height, width); timm's functions are told only what differs from their own."""
    width, blocks, heads = shape
    patch = NETWORKS[name][3]
    if is_torchvision(name):
        return VisionTransformer(size[0], patch, blocks, heads, width, 4 * width, num_classes=classes)
    changed = {} if shape == NETWORKS[name][:3] else {"embed_dim": width, "depth": blocks, "num_heads": heads}
    return timm.create_model(name, pretrained=False, img_size=size, num_classes=classes, **changed)


def resized(name, state, network, size):
    if is_torchvision(name):
        return interpolate_embeddings(size[0], NETWORKS[name][3], dict(state))
    return checkpoint_filter_fn(dict(state), network)


def tokens(name, network, x):
    """All tokens after the last layer norm."""
    if not is_torchvision(name):
        return network.forward_features(x), network.num_prefix_tokens
    x = network._process_input(x)
    x = torch.cat([network.class_token.expand(x.shape[0], -1, -1), x], dim=1)
    return network.encoder(x), 1


def result(name, network, size):
    """Logits, every hundredth element of the embedding, and every 13th of the head's logits for each patch."""
    with torch.no_grad():
        x = normalized(1, *size)
        logits = network(x)
        every, leading = tokens(name, network, x)
        head = network.heads if is_torchvision(name) else network.head
        embedding = every[:, 0] if is_torchvision(name) else network.forward_head(every, pre_logits=True)
        activations = head(every[:, leading:])
    return {
        "height": size[0],
        "width": size[1],
        "embedding": embedding[0][:: 100 if embedding.numel() > 100 else 1].tolist(),
        "logits": logits[0].tolist(),
        "activations": activations.flatten()[::13].tolist(),
    }


def results(name, shape, published, sizes):
    first = build(name, shape, (published, published), LABELS).eval()
    fill(first)
    state = first.state_dict()
    all_results = []
    for size in sizes:
        network = build(name, shape, size, LABELS).eval()
        network.load_state_dict(resized(name, state, network, size), strict=True)
        all_results.append(result(name, network, size))
    return {"shape": list(shape), "published": published, "results": all_results}


def facts(name):
    width, blocks, heads, patch, published = NETWORKS[name]
    reference = build(name, (width, blocks, heads), (published, published), 1000).eval().to("meta")
    with FlopCounterMode(display=False) as counter:
        reference(torch.empty(1, 3, published, published, device="meta"))
    listing = [f"{key} {list(value.shape)}" for key, value in reference.state_dict().items()]
    out = {
        "size": published,
        "parameters": sum(p.numel() for p in reference.parameters()),
        "listing": hashlib.sha256("\n".join(listing).encode()).hexdigest(),
        "multiply_adds": counter.get_total_flops() // 2,
    }
    if is_torchvision(name):
        out["published_billions"] = next(iter(get_model_weights(name))).meta["_ops"]
    return out


def sizes(name, patch, published):
    odd = (3 * patch, 3 * patch) if is_torchvision(name) else (3 * patch, 5 * patch)
    return [(published, published), odd, (7 * patch, 7 * patch)]


def main():
    torch.set_num_threads(1)
    arguments = sys.argv[1:]
    whole = arguments[:1] == ["--whole"]
    out = Path(arguments[1]) if whole else OUT
    out.mkdir(parents=True, exist_ok=True)
    for name in arguments[2 if whole else 0 :] or NETWORKS:
        width, blocks, heads, patch, published = NETWORKS[name]
        if whole:
            golden = results(name, (width, blocks, heads), published, sizes(name, patch, published))
        else:
            golden = facts(name) | results(name, SMALL, 4 * patch, sizes(name, patch, 4 * patch))
        (out / f"{name}.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
