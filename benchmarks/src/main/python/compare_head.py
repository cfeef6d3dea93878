"""Trains a linear layer on features in TagZoo, PyTorch and scikit-learn, in turns, and prints epochs a second side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of requirements.txt:

    python benchmarks/src/main/python/compare_head.py [--examples 25000] [--width 2048] [--labels 14] [--batch 64] [--rounds 9]

All programs (TrainHead.java, head_peer.py) run for the whole time; while one computes, the others sleep. A round is an epoch
in a new random order: SGD with momentum and binary cross-entropy. TagZoo's is that of its Trainer, which also keeps logits
and computes the metrics of the training part. The layer begins at zero on all sides, and TagZoo's losses of the first
updates on one batch must be PyTorch's, to 1e-5. scikit-learn learns label by label from one example at a time.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy

from side_by_side import HERE, Program, add_options, java, print_table, take_turns

UPDATES, RATE, MOMENTUM = 5, 0.01, 0.9
PEERS = {"scikit-learn, SGDClassifier": "sklearn", "PyTorch, DataLoader": "loader", "PyTorch, by slices": "slices"}
GOALS = {"scikit-learn, SGDClassifier": 3, "PyTorch, DataLoader": 10, "PyTorch, by slices": 2}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=25_000)
    parser.add_argument("--width", type=int, default=2_048)
    parser.add_argument("--labels", type=int, default=14)
    parser.add_argument("--batch", type=int, default=64)
    add_options(parser, rounds=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        random = numpy.random.default_rng(1)
        features = random.random((options.examples, options.width), numpy.float32)
        features.astype("<f4").tofile(folder / "features")
        (random.random((options.examples, options.labels)) < 0.1).astype(numpy.uint8).tofile(folder / "targets")
        words = [folder / "features", options.width, folder / "targets", options.labels, options.batch]
        words = [str(word) for word in words + [UPDATES, RATE, MOMENTUM]]
        programs = {"TagZoo": Program(java(options, "TrainHead", *words), options.threads)}
        for peer, kind in PEERS.items():
            programs[peer] = Program([sys.executable, str(HERE / "head_peer.py"), *words, kind], options.threads)
        losses = {who: program.answer() for who, program in programs.items()}
        for who, first in losses.items():
            if first and not numpy.allclose(first, losses["TagZoo"], rtol=1e-5):
                sys.exit(f"the first losses differ: these are not the same training: {losses}")
        taken = take_turns(programs, options.rounds, 1)
    figures = {who: [1 / seconds for seconds in rounds] for who, rounds in taken.items()}
    what = f"a linear layer, {options.examples:,} x {options.width:,}, {options.labels} labels, batch {options.batch}, "
    print_table(what + f"{options.threads} threads a side", "TagZoo", figures, GOALS, "epochs/s", 3)


main()
