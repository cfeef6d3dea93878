"""Draws for the interval of the micro F1 in TagZoo and with numpy, in turns, and prints times side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of requirements.txt:

    python benchmarks/src/main/python/compare_bootstrap.py [--images 4000] [--labels 14] [--rounds 15]

All programs (DrawAgain.java, bootstrap_peer.py) hold the same decisions and draw 1,000 times. TagZoo computes the
intervals of macro, weighted, samples and each label's F1 too; numpy does the micro F1's alone, in a loop over the draws and
as fast as it can, and all of them. Their draws are not the same, so that the ends of the interval may differ by a tenth of its width.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy

from side_by_side import HERE, Program, add_options, java, print_table, take_turns

LOOP = "numpy, micro F1 alone, a loop over the draws"
MICRO, ALL = "numpy, micro F1 alone", "numpy, all that TagZoo computes"


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
        programs = {"TagZoo": Program(java(options, "DrawAgain", *files), options.threads)}
        for who, kind in {LOOP: "loop", MICRO: "micro", ALL: "all"}.items():
            peer = [sys.executable, str(HERE / "bootstrap_peer.py"), *files, kind]
            programs[who] = Program(peer, options.threads)
        ends = {who: numpy.array(program.answer()) for who, program in programs.items()}
        for who in (LOOP, MICRO, ALL):
            if abs(ends["TagZoo"] - ends[who]).max() > numpy.ptp(ends[who]) / 10:
                sys.exit(f"the intervals are not the same: {ends}")
        taken = take_turns(programs, options.rounds, options.in_a_round)
    low, high = ends["TagZoo"]
    what = f"{options.images:,} x {options.labels} decisions, {options.threads} threads, "
    what += f"intervals {low:.4f} to {high:.4f} and {ends[MICRO][0]:.4f} to {ends[MICRO][1]:.4f}"
    figures = {who: [1 / seconds for seconds in rounds] for who, rounds in taken.items()}
    print_table(what, "TagZoo", figures, {LOOP: 5, MICRO: 5}, "times a second", 1)
    print(", ".join(f"{who}: {1e3 * numpy.median(seconds):.1f} ms" for who, seconds in taken.items()))


main()
