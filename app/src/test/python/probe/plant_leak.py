"""Plants a leak into real photographs: 12 boats, each with a size of its own, that see some labels more than others.

    pip install pillow==11.2.1
    python plant_leak.py CORPORA/mirflickr OUT 2000
    tagzoo probe csv:OUT/photographs.csv --separator space

A photograph with the tag (by default 'clouds') is of boats 1 to 6, others are of boats 7 to 12; one of ten is of any boat.
Photographs are cropped at the middle to their boat's size and saved as JPEG of quality 85. Nothing else is changed.
"""

import csv
import random
import sys
from pathlib import Path

from PIL import Image

source, out, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
tag = sys.argv[4] if len(sys.argv) > 4 else "clouds"
draw = random.Random(12)
# Sizes of the two kinds alternate, so that neither width nor height alone tells.
boats = [(100 + 2 * place, 90 + 7 * place % 12) for place in [*range(0, 12, 2), *range(1, 12, 2)]]
tags = {f.stem: set(f.read_text().split()) for f in sorted((source / "annotations").glob("*.txt"))}
labels = [t for t in tags if "_r1" not in t and t != "README"]
(out / "images").mkdir(parents=True)
with open(out / "photographs.csv", "w", newline="") as table:
    rows = csv.writer(table)
    rows.writerow(["file", "tags"])
    for number in sorted(draw.sample(range(1, 10001), count)):
        of = [t for t in labels if str(number) in tags[t]]
        boat = draw.randrange(6) if tag in of else 6 + draw.randrange(6)
        boat = draw.randrange(12) if draw.random() < 0.1 else boat
        image = Image.open(source / "images" / f"im{number}.jpg").convert("RGB")
        width, height = boats[boat]
        left, top = (image.width - width) // 2, (image.height - height) // 2
        name = f"images/im{number}.jpg"
        image.crop((left, top, left + width, top + height)).save(out / name, quality=85)
        rows.writerow([name, " ".join(of)])
