"""Tags photographs with an eager ResNet-50 in one PyTorch process; prints photographs a second as JSON.

    python serve_peer.py FOLDER [SECONDS]

Decoding and resizing with Pillow are counted, as `tagzoo serve` decodes and resizes too. Each batch size is
tried with the usual memory format and with channels_last. Needs requirements-serving.txt.
"""

import json
import sys
import time
from pathlib import Path

import numpy
import torch
import torchvision
from PIL import Image

SIZE = 224
THREADS = 2


def read(path):
    with Image.open(path) as image:
        return numpy.asarray(image.convert("RGB").resize((SIZE, SIZE), Image.BILINEAR))


def main():
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 5
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".png"))[:200]
    torch.set_num_threads(THREADS)
    model = torchvision.models.resnet50(weights=None).eval()
    mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1) * 255
    std = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1) * 255
    results = []
    with torch.inference_mode():
        for layout in (torch.contiguous_format, torch.channels_last):
            model = model.to(memory_format=layout)
            for batch in (1, 2, 4, 8, 16, 32):

                def step(first):
                    pixels = numpy.stack([read(paths[(first + i) % len(paths)]) for i in range(batch)])
                    x = torch.from_numpy(pixels).permute(0, 3, 1, 2).float().sub(mean).div(std)
                    torch.sigmoid(model(x.contiguous(memory_format=layout)))

                step(0)
                start, done = time.perf_counter(), 0
                while time.perf_counter() - start < seconds:
                    step(done)
                    done += batch
                rate = done / (time.perf_counter() - start)
                results.append({"layout": str(layout).split(".")[1], "batch": batch, "per_second": round(rate, 2)})
    print(json.dumps(results))


main()
