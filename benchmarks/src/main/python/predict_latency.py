"""What PredictLatency.java does, in eager PyTorch with torchvision and Pillow.

    python predict_latency.py EXPORT PHOTOGRAPH NETWORK

The weights are those of the export's model.pt, by name.
"""

import json
import sys
import time
from pathlib import Path

import torch
import torchvision
from PIL import Image, ImageOps
from torchvision.transforms.v2 import functional

MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]


def main():
    export, photograph, name = sys.argv[1:4]
    description = json.loads((Path(export) / "tagzoo.json").read_text())
    size = description["imageSize"]
    labels = [entry["label"] for entry in description["labels"]]
    network = getattr(torchvision.models, name)(weights=None, num_classes=len(labels))
    network.load_state_dict(torch.jit.load(Path(export) / "model.pt").state_dict())
    network.eval()

    def predict():
        with Image.open(photograph) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
        image = functional.resize(image, [size, size], functional.InterpolationMode.BILINEAR, antialias=True)
        pixels = functional.to_dtype(functional.pil_to_tensor(image), torch.float32, scale=True)
        with torch.inference_mode():
            logits = network(functional.normalize(pixels, MEAN, STD).unsqueeze(0))
            return torch.sigmoid(logits)[0].tolist()

    scores = [{"label": label, "score": score} for label, score in zip(labels, predict())]
    print(json.dumps({"tags": scores}), flush=True)
    for line in sys.stdin:
        if not line.strip():
            break
        seconds = []
        for _ in range(int(line)):
            start = time.perf_counter()
            predict()
            seconds.append(time.perf_counter() - start)
        print(json.dumps(seconds), flush=True)


main()
