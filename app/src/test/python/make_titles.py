"""Gives each image of a MIRFLICKR folder a title that is made up, and says how good a rule is that reads it.

Run from the project's root with Python 3.10 or newer; nothing else is needed:
    python app/src/test/python/make_titles.py make ../shared/corpora/mirflickr titles.csv
    python app/src/test/python/make_titles.py rule titles.csv RUN

The column is called synthetic_title: it names each true tag with probability 0.7, and 3 words drawn from a list without
tags, in any order. No figure on it says anything about titles of photographs. The rule predicts each tag that is a word
of the title; its F1 is that of the test images of a run folder of TagZoo.
"""

import csv
import random
import re
import sys
from pathlib import Path

NAMED = 0.7
OTHERS = 3
WORDS = """
about above almost along always among another around autumn bottle bread bright bridge brother carpet castle chance
chair circle colour corner cotton country court dance dinner doctor double dream early earth evening family feather
field finger fire flight forest friend front garden gentle glass golden gravel green hammer happy harbour heavy history
holiday honey house hundred island journey kitchen lady ladder large leather lemon letter light little london machine
market meadow melody middle mirror monday money morning mother mountain moving music narrow nature needle nothing ocean
office orange other outside paper pattern pencil picture planet pocket poem quiet rabbit railway rather ribbon road
rocket season second shadow shape silver simple sister sleep smooth something spring square station stone storm street
summer sunday sunset supper sweet table teacher thing thunder ticket today together tomorrow toward travel treasure
under valley velvet village violin wander water weather wheel whisper window winter wonder wooden world yellow
""".split()
COLUMN = "synthetic_title"


def make(folder, out):
    tags = {path.stem: set(path.read_text().split()) for path in sorted(Path(folder, "annotations").glob("*.txt"))}
    assert not set(WORDS) & set(tags)
    draw = random.Random(1)
    images = sorted(Path(folder, "images").glob("im*.jpg"), key=lambda path: int(re.sub(r"\D", "", path.stem)))
    with open(out, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["image", *tags, COLUMN])
        for image in images:
            true = [image.stem[2:] in numbers for numbers in tags.values()]
            words = [tag for tag, is_true in zip(tags, true) if is_true and draw.random() < NAMED]
            words += draw.sample(WORDS, OTHERS)
            draw.shuffle(words)
            writer.writerow([image.resolve(), *(int(is_true) for is_true in true), " ".join(words)])


def rule(table, run):
    with open(Path(run, "split.csv"), newline="") as file:
        test = {row["id"] for row in csv.DictReader(file) if row["split"] == "test"}
    hits = predicted = actual = 0
    with open(table, newline="") as file:
        for row in csv.DictReader(file):
            if row["image"] in test:
                tags = [tag for tag in row if tag not in ("image", COLUMN)]
                words = set(row[COLUMN].split())
                hits += sum(tag in words and row[tag] == "1" for tag in tags)
                predicted += sum(tag in words for tag in tags)
                actual += sum(row[tag] == "1" for tag in tags)
    print(f"{len(test)} test images: micro F1 {2 * hits / (predicted + actual):.4f}")


if __name__ == "__main__":
    {"make": make, "rule": rule}[sys.argv[1]](*sys.argv[2:])
