"""Draws for the interval of the micro F1 in TagZoo and with numpy, in turns, and prints times side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of requirements.txt:

    python benchmarks/src/main/python/compare_bootstrap.py [--images 4000] [--labels 14] [--rounds 15]

Both programs (DrawAgain.java, bootstrap_peer.py) hold the same decisions and draw 1,000 times. TagZoo computes the
intervals of macro, weighted, samples and each label's F1 too, on all threads; numpy only the micro F1's, on one. Their
draws are not the same, so that the ends of the interval may differ by a tenth of its width.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy

from side_by_side import HERE, Program, add_options, java, print_table, take_turns


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", type=int, default=4000)
    parser.add_argument("--labels", type=int, default=14)
    parser.add_argument("--in-a-round", type=int, default=20)
    add_options(parser, rounds=15)
    options = parser.parse_args()
    random = numpy.random.default_rng(1)
    targets = random.random((options.images, options.labels)) < 0.1
    decisions = random.random(targets.shape) < numpy.where(targets, 0.7, 0.03)
    with tempfile.TemporaryDirectory() as name:
        files = [str(Path(name) / "decisions"), str(Path(name) / "targets"), str(options.labels)]
        decisions.astype(numpy.uint8).tofile(files[0])
        targets.astype(numpy.uint8).tofile(files[1])
        peer = [sys.executable, str(HERE / "bootstrap_peer.py"), *files]
        programs = {
            "TagZoo": Program(java(options, "DrawAgain", *files), options.threads),
            "numpy": Program(peer, options.threads),
        }
        ends = {who: numpy.array(program.answer()) for who, program in programs.items()}
        width = ends["numpy"][1] - ends["numpy"][0]
        if abs(ends["TagZoo"] - ends["numpy"]).max() > width / 10:
            sys.exit(f"the intervals are not the same: {ends}")
        taken = take_turns(programs, options.rounds, options.in_a_round)
    low, high = ends["TagZoo"]
    what = f"{options.images:,} x {options.labels} decisions, {options.threads} threads, "
    what += f"intervals {low:.4f} to {high:.4f} and {ends['numpy'][0]:.4f} to {ends['numpy'][1]:.4f}"
    figures = {who: [1 / seconds for seconds in rounds] for who, rounds in taken.items()}
    print_table(what, "TagZoo", figures, {"numpy": 5}, "times a second", 1)
    print(f"TagZoo takes {1e3 * numpy.median(taken['TagZoo']):.1f} ms, numpy {1e3 * numpy.median(taken['numpy']):.1f} ms")


main()
