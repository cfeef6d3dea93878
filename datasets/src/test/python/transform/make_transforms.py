"""Writes what torchvision makes of two small images and one with many colours, for the transforms' tests.

    python -m pip install -r requirements.txt
    python make_transforms.py ../../resources/org/tagzoo/datasets/transform/golden.json

Geometry and colours: torchvision.transforms.v2.functional on PIL images. Erasing: on a tensor of bytes, as
torchvision has it for those only, where boxes stay. Boxes: BoundingBoxes of the same functions. Of colours.json's image only a checksum is kept. Each geometric result is
also compared, here, with torchvision's own on tensors, which rounds where Pillow cuts off.
"""

import base64
import json
import sys
import zlib

import numpy as np
import torch
from PIL import Image
from torchvision import tv_tensors
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

# Left, top, right, bottom of two objects, one of which a change may cut or lose.
BOXES = [[4.5, 3.0, 11.25, 12.5], [0.0, 9.0, 5.5, 15.0]]
SIZES = {"wide": (23, 17), "tall": (14, 19)}
BILINEAR = InterpolationMode.BILINEAR


def noise(width, height):
    """Neighbours have nothing in common: a place that is a little off shows."""
    values = [
        (x * 37 + y * 101 + c * 67 + (x * y * 13 ^ x * x)) & 255
        for y in range(height)
        for x in range(width)
        for c in range(3)
    ]
    return np.array(values, dtype=np.uint8).reshape(height, width, 3)


def colours():
    """Every fifth value of each channel, with every fifth of the others."""
    steps = np.arange(0, 256, 5, dtype=np.uint8)
    red, green, blue = np.meshgrid(steps, steps, steps, indexing="ij")
    return np.stack([red, green, blue], axis=-1).reshape(338, 416, 3)


def affine(image, angle=0.0, translate=(0, 0), scale=1.0, shear=(0.0, 0.0)):
    return F.affine(image, angle, list(translate), scale, list(shear), interpolation=BILINEAR, fill=0)


def perspective(image, corners):
    height, width = F.get_size(image)
    start = [[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]]
    return F.perspective(image, start, corners, interpolation=BILINEAR, fill=0)


def geometry(width, height):
    r, b = width - 1, height - 1
    for degrees in (0.0, 7.5, -20.0, 45.0, 90.0, 180.0, -133.3):
        yield {"kind": "rotation", "degrees": degrees}, lambda i: F.rotate(i, degrees, BILINEAR, fill=0)
    for right, down in ((0, 0), (3, -2), (-5, 4)):
        yield {"kind": "shift", "right": right, "down": down}, lambda i: affine(i, translate=(right, down))
    for scale in (0.5, 0.83, 1.0, 1.37, 4.0):
        yield {"kind": "zoom", "scale": scale}, lambda i: affine(i, scale=scale)
    for x, y in ((12.0, 0.0), (0.0, -15.0), (-20.0, 9.5)):
        yield {"kind": "shear", "horizontal": x, "vertical": y}, lambda i: affine(i, shear=(x, y))
    for corners in (
        [[0, 0], [r, 0], [r, b], [0, b]],
        [[2, 3], [r - 1, 1], [r, b - 4], [3, b]],
        [[5, 0], [r - 5, 0], [r, b], [0, b]],
        [[0, 2], [r - 4, 4], [r - 2, b - 2], [4, b - 3]],
    ):
        yield {"kind": "perspective", "corners": corners}, lambda i: perspective(i, corners)


def others(width, height):
    yield {"kind": "flip"}, F.horizontal_flip
    for left, top, w, h in ((0, 0, width, height), (3, 2, 8, 11), (width - 1, 0, 1, height)):
        case = {"kind": "resizedCrop", "left": left, "top": top, "width": w, "height": h}
        yield case, lambda i: F.resized_crop(i, top, left, h, w, [height, width], BILINEAR)


def adjusted(image, steps):
    functions = {
        "brightness": F.adjust_brightness,
        "contrast": F.adjust_contrast,
        "saturation": F.adjust_saturation,
        "hue": F.adjust_hue,
    }
    for quality, amount in steps:
        image = functions[quality](image, amount)
    return image


def colour_steps():
    for amount in (0.0, 0.3, 0.9, 1.0, 1.1, 2.7):
        for quality in ("brightness", "contrast", "saturation"):
            yield [[quality, amount]]
    for amount in (-0.5, -0.21, -0.003, 0.02, 0.13, 0.5):
        yield [["hue", amount]]
    yield [["brightness", 1.4], ["contrast", 0.6], ["saturation", 1.8], ["hue", 0.1]]
    yield [["hue", -0.3], ["saturation", 0.4], ["contrast", 1.9], ["brightness", 0.7]]
    yield [["contrast", 1.2], ["hue", 0.07], ["brightness", 0.8], ["saturation", 1.3]]
    yield [["saturation", 1.5], ["brightness", 1.6], ["hue", 0.25], ["contrast", 0.2]]


def moved(run, width, height):
    """Where the boxes are afterwards, cut at the edges."""
    boxes = tv_tensors.BoundingBoxes(torch.tensor(BOXES), format="XYXY", canvas_size=(height, width))
    return run(boxes).tolist()


def text(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def worst_inside(case, on_pil, run, image):
    """The largest difference between PIL's and the tensor's result, away from the border of what is shown."""
    tensor = torch.from_numpy(image).permute(2, 0, 1)
    on_tensor = run(tensor).permute(1, 2, 0).numpy()
    shown = run(torch.full_like(tensor, 255))[0].numpy() == 255
    inside = shown.copy()
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            inside &= np.roll(np.pad(shown, 1), (dy, dx), (0, 1))[1:-1, 1:-1]
    difference = np.abs(on_pil.astype(int) - on_tensor.astype(int))[inside]
    return int(difference.max(initial=0))


def main(path):
    cases, worst = [], 0
    for name, (width, height) in SIZES.items():
        image = noise(width, height)
        pil = Image.fromarray(image)
        for case, run in geometry(width, height):
            result = np.asarray(run(pil))
            worst = max(worst, worst_inside(case, result, run, image))
            cases.append({"image": name, **case, "boxes": moved(run, width, height), "pixels": text(result)})
        for case, run in others(width, height):
            boxes = moved(run, width, height)
            cases.append({"image": name, **case, "boxes": boxes, "pixels": text(np.asarray(run(pil)))})
        tensor = torch.from_numpy(image).permute(2, 0, 1)
        erased = F.erase(tensor, 4, 2, 6, 9, torch.zeros(3, 1, 1)).permute(1, 2, 0).numpy()
        case = {"kind": "erasing", "left": 2, "top": 4, "width": 9, "height": 6}
        cases.append({"image": name, **case, "boxes": BOXES, "pixels": text(erased)})
    many = Image.fromarray(colours())
    checksums = [{"steps": [], "grayscale": True, "crc": crc(F.to_grayscale(many, 3))}]
    for steps in colour_steps():
        checksums.append({"steps": steps, "grayscale": False, "crc": crc(adjusted(many, steps))})
    with open(path, "w", newline="\n") as out:
        json.dump({"sizes": SIZES, "boxes": BOXES, "cases": cases, "colours": checksums}, out, indent=0)
        out.write("\n")
    print(f"{len(cases)} cases, {len(checksums)} checksums; PIL against tensors, inside: {worst} levels at most")


def crc(image):
    return zlib.crc32(np.asarray(image).tobytes())


if __name__ == "__main__":
    main(sys.argv[1])
