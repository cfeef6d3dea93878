"""Loads a network's weights in TagZoo and in PyTorch, in turn, and prints times and memory side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with torch 2.7.1 and
torchvision 0.22.1:

    python benchmarks/src/main/python/compare_loading.py [--network resnet152] [--rounds 7] [--folder DIR]

Each round starts a program of each kind anew. The file is PyTorch's own .pth with random weights, made in
the folder (by default the system's for temporary files) and read once before the first round, so that it
comes from the file cache.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
import torchvision

HERE = Path(__file__).parent
TIMES = 5


def run(command):
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(result.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="resnet152")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", default=tempfile.gettempdir())
    options = parser.parse_args()
    path = Path(options.folder) / f"{options.network}-random.pth"
    if not path.exists():
        torch.save(getattr(torchvision.models, options.network)(weights=None).state_dict(), path)
    size = len(path.read_bytes())
    jars = str(HERE.parents[2] / "target" / "lib" / "*")
    main_class = "org.tagzoo.benchmarks.endtoend.LoadWeights"
    java = ["java", "-Xmx1500m", "-Dai.djl.offline=true", "-Dai.djl.pytorch.graph_optimizer=false", "-cp", jars, main_class]
    programs = {"TagZoo": java, "PyTorch": [sys.executable, str(HERE / "load_weights.py")]}
    arguments = [str(path), options.network, str(TIMES)]
    results = {name: [] for name in programs}
    for _ in range(options.rounds):
        for name, command in programs.items():
            results[name].append(run(command + arguments))
    print(f"{path.name}, {size / 1e6:.0f} MB, {options.rounds} rounds, load average {os.getloadavg()[0]:.1f}")
    print("| | first load, s | later loads, s | peak above idle, MB | of the file's size |")
    print("|---|---|---|---|---|")
    medians = {}
    for name, rounds in results.items():
        first = statistics.median(r["seconds"][0] for r in rounds)
        later = statistics.median(s for r in rounds for s in r["seconds"][1:])
        peak = statistics.median(r["above_idle"] for r in rounds)
        medians[name] = first, later
        spread = " to ".join(f"{f(r['seconds'][0] for r in rounds):.2f}" for f in (min, max))
        print(f"| {name} | {first:.2f} ({spread}) | {later:.2f} | {peak / 1e6:.0f} | {peak / size:.2f} |")
    ratios = [ours / theirs for ours, theirs in zip(medians["TagZoo"], medians["PyTorch"])]
    print(f"TagZoo takes {ratios[0]:.2f} times PyTorch's time at first, {ratios[1]:.2f} times later")


main()
