"""Writes the loss of class and box, its gradients and overlaps of boxes, for ClassAndBoxLossTest.

    python -m pip install torch==2.7.1 torchvision==0.22.1
    python make_class_and_box.py ../../resources/org/tagzoo/zoo/loss/class_and_box.json

Boxes are height, width, x, y, as torchvision's box_iou gets them as corners.
"""

import json
import sys

import torch
from torch.nn.functional import cross_entropy, mse_loss
from torchvision.ops import box_iou

LOGITS = [[1.5, -0.3, 0.2], [-2.0, 0.7, 1.1], [0.0, 0.0, 3.0]]
CLASSES = [0, 2, 1]
BOXES = [[50.0, 40.5, 10.0, 20.0], [100.25, 30.0, -4.0, 60.0], [7.0, -2.0, 1.5, 0.5]]
TRUE = [[55.0, 30.0, 12.0, 18.0], [90.0, 20.0, 0.0, 64.0], [0.0, 0.0, 0.0, 0.0]]


def corners(boxes):
    height, width, x, y = torch.tensor(boxes, dtype=torch.float64).T
    return torch.stack([x, y, x + width, y + height], 1)


def main(path):
    logits = torch.tensor(LOGITS, dtype=torch.float64, requires_grad=True)
    boxes = torch.tensor(BOXES, dtype=torch.float64, requires_grad=True)
    true = torch.tensor(TRUE, dtype=torch.float64)
    of_class = cross_entropy(logits, torch.tensor(CLASSES))
    of_box = 0.001 * mse_loss(boxes, true)
    (of_class + of_box).backward()
    golden = {
        "logits": LOGITS,
        "classes": CLASSES,
        "boxes": BOXES,
        "true": TRUE,
        "classLoss": of_class.item(),
        "boxLoss": of_box.item(),
        "logitsGradient": logits.grad.tolist(),
        "boxesGradient": boxes.grad.tolist(),
        "overlaps": box_iou(corners(BOXES[:2]), corners(TRUE[:2])).diag().tolist(),
    }
    with open(path, "w", newline="\n") as out:
        json.dump({"case": golden}, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
