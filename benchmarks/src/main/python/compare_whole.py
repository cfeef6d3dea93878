"""Runs a whole `tagzoo compare` of a frozen ResNet-50 and the same recipe as a plain PyTorch loop, in turn.

Run from the project's root, after `mvn -q -DskipTests -pl app -am package`, with the packages of requirements.txt and
the weights in TagZoo's cache (`./tagzoo models fetch resnet50.keras`). MIRFLICKR is the corpus's folder:

    python benchmarks/src/main/python/compare_whole.py MIRFLICKR

An hour or so on 2 cores. TagZoo runs, then the peer (whole_peer.py) in float32 and, where the processor has bfloat16, once
more in that with channels_last (--peers chooses), then TagZoo again. Times are those of whole processes, from their start to their end, with a cache that holds the weights and nothing else: each run of TagZoo
reads and embeds all images. Neither side augments (the recipe's row does not). The peer gets TagZoo's split.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from side_by_side import HERE, ROOT, has_bfloat16, machine

WEIGHTS = "resnet50.keras.safetensors"
PEERS = {"float32": ("eager float32", []), "bfloat16": ("bfloat16, channels_last", ["--bfloat16"])}


def seconds(command, **settings):
    begin = time.perf_counter()
    result = subprocess.run(command, **settings)
    if result.returncode:
        sys.exit(f"{command[0]} ended with status {result.returncode}")
    return time.perf_counter() - begin, result


def tagzoo(options, folder, run, threads):
    cache = folder / f"cache-{run}"
    cache.mkdir()
    for kept in ("weights", "native"):
        if (options.cache / kept).exists():
            (cache / kept).symlink_to(options.cache / kept)
    command = shlex.split(options.tagzoo) + ["compare", "--corpus", f"mirflickr:{options.mirflickr}", "--recipe", "plain"]
    command += ["--models", "resnet50", "--offline", "--out", str(folder / run)]
    command += ["--limit", str(options.limit), "--epochs", str(options.epochs), "--image-size", str(options.size)]
    taken, _ = seconds(command, env={**threads, "TAGZOO_CACHE": str(cache)}, stdout=sys.stderr)
    row = json.loads((folder / run / "table.json").read_text())["rows"][0]
    return taken, row, json.loads((folder / run / "config.json").read_text())["precision"]


def main():
    home = Path(os.environ.get("TAGZOO_CACHE") or Path.home() / ".cache" / "tagzoo")
    parser = argparse.ArgumentParser()
    parser.add_argument("mirflickr", type=Path)
    parser.add_argument("--limit", type=int, default=2000)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--workers", type=int, default=2, help="processes of the peer that decode; default: 2")
    peers_here = list(PEERS) if has_bfloat16() else ["float32"]
    parser.add_argument("--peers", nargs="+", choices=list(PEERS), default=peers_here)
    parser.add_argument("--tagzoo", default=str(ROOT / "tagzoo"), help="command to start TagZoo with")
    parser.add_argument("--cache", type=Path, default=home, help="where the weights are")
    options = parser.parse_args()
    weights = options.cache / "weights" / WEIGHTS
    if not weights.exists():
        sys.exit(f"there is no {weights}; ./tagzoo models fetch resnet50.keras brings it")
    threads = {**os.environ, "OMP_NUM_THREADS": str(options.threads)}
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = [tagzoo(options, folder, "first", threads)]
        peer = [sys.executable, str(HERE / "whole_peer.py"), str(options.mirflickr)]
        peer += [str(folder / "first" / "split.csv"), str(weights), "--workers", str(options.workers)]
        peer += ["--epochs", str(options.epochs), "--size", str(options.size)]
        peers = {}
        for kind, words in (PEERS[name] for name in options.peers):
            taken, result = seconds(peer + words, env=threads, stdout=subprocess.PIPE, text=True)
            peers[kind] = taken, json.loads(result.stdout)
        runs.append(tagzoo(options, folder, "second", threads))
    own_seconds = sum(run[0] for run in runs) / len(runs)
    row = runs[0][1]
    precision = runs[0][2]
    print(f"{options.limit} images at {options.size} pixels, {options.epochs} epochs, {options.threads} threads, {machine()}")
    print(f"({load:.1f} before)")
    print()
    print("| | seconds | micro F1 | threshold |")
    print("|---|---|---|---|")
    low, high = row["f1Low"], row["f1High"]
    for i, (taken, own, _) in enumerate(runs):
        print(f"| tagzoo compare, {precision}, run {i + 1} | {taken:.1f} | {own['f1']:.3f} ({low:.3f} to {high:.3f}) | {own['threshold']} |")
    for kind, (taken, figures) in peers.items():
        print(f"| PyTorch loop, {kind}, {options.workers} workers | {taken:.1f} | {figures['f1']:.3f} | {figures['threshold']} |")
    for kind, (taken, _) in peers.items():
        print(f"| time of {kind} / TagZoo's mean time | {taken / own_seconds:.1f}{' (goal: 10)' if 'float32' in kind else ''} | | |")
    if runs[0][1]["f1"] != runs[1][1]["f1"]:
        sys.exit("TagZoo's two runs differ in F1: they were not the same work")
    if not all(low <= figures["f1"] <= high for _, figures in peers.values()):
        sys.exit("a peer's F1 is not within TagZoo's interval: these are not the same recipe")


main()
