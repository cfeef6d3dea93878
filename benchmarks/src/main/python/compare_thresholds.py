"""Chooses the best threshold of each label in TagZoo and with scikit-learn, in turns, and prints times side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of requirements.txt:

    python benchmarks/src/main/python/compare_thresholds.py [--images 1000000] [--labels 24] [--rounds 9]

Both programs (ChooseThresholds.java, thresholds_peer.py) hold the same random scores and run for the whole time. TagZoo
uses all threads, scikit-learn's loop has one. The F1 of each label at both sides' thresholds must be the same.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy

from side_by_side import HERE, Program, add_options, java, print_table, take_turns


def f1(scores, targets, thresholds):
    given = scores >= numpy.float32(thresholds)
    return 2 * (given & targets).sum(0) / (given.sum(0) + targets.sum(0))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=int, default=1_000_000)
    parser.add_argument("--labels", type=int, default=24)
    add_options(parser, rounds=9)
    options = parser.parse_args()
    random = numpy.random.default_rng(1)
    targets = random.random((options.images, options.labels)) < 0.1
    logits = random.normal(numpy.where(targets, 0.5, -1.5), 1)
    scores = (1 / (1 + numpy.exp(-logits))).astype("<f4")
    with tempfile.TemporaryDirectory() as name:
        files = [str(Path(name) / "scores"), str(Path(name) / "targets"), str(options.labels)]
        scores.tofile(files[0])
        targets.astype(numpy.uint8).tofile(files[1])
        peer = [sys.executable, str(HERE / "thresholds_peer.py"), *files]
        programs = {
            "TagZoo": Program(java(options, "ChooseThresholds", *files), options.threads),
            "scikit-learn": Program(peer, options.threads),
        }
        chosen = {who: program.answer() for who, program in programs.items()}
        own, peers = (f1(scores, targets, thresholds) for thresholds in chosen.values())
        if not numpy.array_equal(own, peers):
            sys.exit(f"the best F1s differ by up to {abs(own - peers).max()}: these are not the same thresholds")
        taken = take_turns(programs, options.rounds, 1)
    what = f"{options.images:,} x {options.labels} scores, {options.threads} threads, F1 of all labels the same"
    figures = {who: [1 / seconds for seconds in rounds] for who, rounds in taken.items()}
    print_table(what, "TagZoo", figures, {"scikit-learn": 5}, "times a second", 3)
    print(f"TagZoo takes {numpy.median(taken['TagZoo']):.2f} s (goal: 2), scikit-learn {numpy.median(taken['scikit-learn']):.2f} s")


main()
