"""Times torchvision's transforms of one 224 x 224 image, on one thread: what TransformBenchmark times here.

    python -m pip install -r requirements.txt
    python time_transforms.py

Prints microseconds, and nanoseconds a pixel, on PIL images and on tensors of bytes: processor time, so that
other programs on the machine hardly count, the median of five runs.
"""

import statistics
import time

import numpy as np
import torch
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

SIZE = 224
BILINEAR = InterpolationMode.BILINEAR
START = [[0, 0], [SIZE - 1, 0], [SIZE - 1, SIZE - 1], [0, SIZE - 1]]
END = [[10, 20], [200, 5], [215, 210], [30, 190]]


def photograph():
    """Smooth with a little noise, as photographs are."""
    y, x, c = np.meshgrid(np.arange(SIZE), np.arange(SIZE), np.arange(3), indexing="ij")
    smooth = 120 + 90 * np.sin(x * 0.03 + c) * np.cos(y * 0.02 * (c + 1))
    noise = np.random.default_rng(1).integers(0, 20, smooth.shape)
    return (smooth + noise).astype(np.uint8)


def affine(image, translate=(0, 0), scale=1.0, shear=(0.0, 0.0)):
    return F.affine(image, 0.0, list(translate), scale, list(shear), interpolation=BILINEAR, fill=0)


def jitter(image):
    image = F.adjust_brightness(F.adjust_contrast(image, 1.2), 0.8)
    return F.adjust_saturation(F.adjust_hue(image, 0.05), 1.3)


def rotation(image):
    return F.rotate(image, 12.3, BILINEAR, fill=0)


def perspective(image):
    return F.perspective(image, START, END, interpolation=BILINEAR, fill=0)


def five(image):
    return perspective(F.to_grayscale(jitter(rotation(F.horizontal_flip(image))), 3))


def erasing(image):
    return F.erase(image, 40, 30, 50, 60, torch.zeros(3, 1, 1))


OPERATIONS = {
    "flip": F.horizontal_flip,
    "rotation": rotation,
    "brightness": lambda i: F.adjust_brightness(i, 0.8),
    "contrast": lambda i: F.adjust_contrast(i, 1.2),
    "saturation": lambda i: F.adjust_saturation(i, 1.3),
    "hue": lambda i: F.adjust_hue(i, 0.05),
    "colorJitter": jitter,
    "grayscale": lambda i: F.to_grayscale(i, 3),
    "perspective": perspective,
    "shift": lambda i: affine(i, translate=(20, -10)),
    "zoom": lambda i: affine(i, scale=1.2),
    "shear": lambda i: affine(i, shear=(10.0, 5.0)),
    "resizedCrop": lambda i: F.resized_crop(i, 20, 30, 120, 150, [SIZE, SIZE], BILINEAR),
    "erasing": erasing,
    "five": five,
}


def microseconds(run, image):
    for _ in range(20):
        run(image)
    times = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(100):
            run(image)
        times.append((time.process_time() - start) / 100 * 1e6)
    return statistics.median(times)


def main():
    torch.set_num_threads(1)
    pil = Image.fromarray(photograph())
    tensor = torch.from_numpy(photograph()).permute(2, 0, 1).contiguous()
    print(f"{'operation':12} {'PIL µs':>9} {'ns/pixel':>9} {'tensor µs':>10} {'ns/pixel':>9}")
    for name, run in OPERATIONS.items():
        on_pil = microseconds(run, pil) if name != "erasing" else float("nan")
        on_tensor = microseconds(run, tensor)
        pixels = SIZE * SIZE / 1000
        print(f"{name:12} {on_pil:9.1f} {on_pil / pixels:9.2f} {on_tensor:10.1f} {on_tensor / pixels:9.2f}")


if __name__ == "__main__":
    main()
