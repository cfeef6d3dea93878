"""Decodes, resizes and normalises JPEGs in TagZoo and in torchvision v2 on Pillow, in turn, one thread each.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of
requirements.txt:

    python benchmarks/src/main/python/compare_decoding.py FOLDER [--rounds 30]

FOLDER holds nothing but JPEGs, such as make_photographs.py makes. Both programs run for the
whole time. In each round every way of decoding goes through the folder once, in an order that turns around from round
to round, while the other program waits. Times are processor
time, so that other work on the machine counts for little. The pixels of both must agree.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

HERE = Path(__file__).parent
# Of each normalised value. One level of 255 is 0.018 of the channel with the smallest deviation: pixels are the same, but
# that augmentation may round one level otherwise in each of its steps, and contrast and saturation stretch that.
TOLERANCE = {"plain": 1e-4, "reduced": 1e-4, "five": 0.1}
ROWS = [
    ("decode, resize, normalise", ("TagZoo", "plain"), ("torchvision", "plain")),
    ("the same, TagZoo reduced", ("TagZoo", "reduced"), ("torchvision", "plain")),
    ("the same, TagZoo reduced, Pillow in draft mode", ("TagZoo", "reduced"), ("torchvision", "draft")),
    ("decode and five changes", ("TagZoo", "five"), ("torchvision", "five")),
]


def start(command):
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def millis(programs, way):
    program, how = way
    programs[program].stdin.write(how + "\n")
    programs[program].stdin.flush()
    return float(programs[program].stdout.readline())


def spread(values):
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--class-path", default=str(HERE.parents[2] / "target" / "lib" / "*"))
    options = parser.parse_args()
    java = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", options.class_path]
    with tempfile.TemporaryDirectory() as name:
        files = [str(Path(name) / who) for who in ("ours", "theirs")]
        programs = {
            "TagZoo": start(java + ["org.tagzoo.benchmarks.endtoend.DecodeThroughput", options.folder, files[0]]),
            "torchvision": start([sys.executable, str(HERE / "decode_peer.py"), options.folder, files[1]]),
        }
        for program in programs.values():
            program.stdout.readline()
        ours, theirs = (numpy.fromfile(file, numpy.float32).reshape(3, -1) for file in files)
    apart = dict(zip(TOLERANCE, abs(ours - theirs).max(1)))
    if any(apart[way] > most for way, most in TOLERANCE.items()):
        sys.exit(f"the first image's normalised values are up to {apart} apart: these are not the same pixels")
    ways = sorted({way for row in ROWS for way in row[1:]})
    for _ in range(5):
        for way in ways:
            millis(programs, way)
    times = {way: [] for way in ways}
    for round_ in range(options.rounds):
        for way in ways if round_ % 2 == 0 else ways[::-1]:
            times[way].append(millis(programs, way))
    for program in programs.values():
        program.communicate("\n")
    print(f"{len(os.listdir(options.folder))} files, {options.rounds} rounds, one thread each, of {os.cpu_count()} cores,")
    print(f"load average {os.getloadavg()[0]:.1f}; medians with quartiles; "
        + "normalised values at most " + ", ".join(f"{most:.1e} ({way})" for way, most in apart.items()) + " apart")
    print("| work | TagZoo, processor ms | torchvision, processor ms | images/s per core, TagZoo to torchvision |")
    print("|---|---|---|---|")
    for name, ours, theirs in ROWS:
        ratios = [their / our for our, their in zip(times[ours], times[theirs])]
        print(f"| {name} | {spread(times[ours])} | {spread(times[theirs])} | {spread(ratios)} |")


main()
