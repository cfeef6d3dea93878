"""Runs the Python of model cards as it stands in them: each card's example for PyTorch, and its example for
torchvision, whose network must take the tensors (strict) and give the logits of model.pt. The tags that the first prints,
of calibrated scores in some cards, must be those that thresholds.json gives by the sigmoid alone.

With the packages of requirements.txt, from the project's root. First the exports, into a folder of their own:
    mvn -pl app -am test-compile
    (run org.tagzoo.app.export.WriteCardExamples FOLDER with app's test class path)
    python app/src/test/python/run_card_examples.py FOLDER
"""

import ast
import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path

import numpy
import torch
from PIL import Image

cards = sorted(Path(sys.argv[1]).resolve().glob("*/README.md"))
assert cards, f"no exports in {sys.argv[1]}"
failed = 0
for card in cards:
    text = card.read_text(encoding="utf-8")
    plain, vision = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    mean, deviation, side = re.search(
        r"takes `\(pixels - (\[.*?\])\) / (\[.*?\])` as `\[N, 3, (\d+), \d+\]`", text).groups()
    os.chdir(card.parent)
    size = int(side)
    waves = numpy.sin(numpy.arange(70 * 90 * 3) * 0.37).reshape(70, 90, 3)
    Image.fromarray((127.5 + 127.5 * waves).astype(numpy.uint8)).save("photo.jpg", quality=95)
    first, second = {}, {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(plain, str(card), "exec"), first)
    raw = torch.sigmoid(first["logits"])[0].tolist()
    limits = json.loads(Path("thresholds.json").read_text(encoding="utf-8"))
    tags = [label for (label, limit), score in zip(limits.items(), raw, strict=True) if score >= limit]
    assert list(ast.literal_eval(printed.getvalue())) == tags, f"{printed.getvalue()} is not {tags}"
    exec(compile(vision, str(card), "exec"), second)
    pixels = torch.from_numpy(first["pixels"])[None].permute(0, 3, 1, 2).float()
    assert pixels.shape == (1, 3, size, size)
    normalized = pixels - torch.tensor(ast.literal_eval(mean)).view(3, 1, 1)
    normalized = normalized / torch.tensor(ast.literal_eval(deviation)).view(3, 1, 1)
    with torch.inference_mode():
        found = second["network"](normalized)
    expected = first["logits"]
    difference = float((found - expected).abs().max() / expected.abs().max())
    good = found.shape == expected.shape and difference < 1e-4
    failed += not good
    print(f"{card.parent.name}: {len(second['network'].state_dict())} tensors, largest relative difference of"
          f" logits {difference:.1e}{'' if good else ', too much'}")
sys.exit(1 if failed else 0)
