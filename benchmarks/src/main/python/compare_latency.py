"""Tags one photograph in TagZoo and in PyTorch, in turn, and prints latencies side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of
requirements.txt:

    python benchmarks/src/main/python/compare_latency.py PHOTOGRAPH [--network resnet50] [--size 224] [--rounds 30]

Both programs run for the whole time. In each round one makes some predictions while the other waits, then the
other does; who begins alternates. Random weights, the same in both; their scores must agree. Decoding and
resizing are counted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = "org.tagzoo.benchmarks.endtoend."
LABELS = 14
TOLERANCE = 1e-3  # of scores, once the images were decoded by other programs


def start(command):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def predictions(program, count):
    program.stdin.write(f"{count}\n")
    program.stdin.flush()
    return json.loads(program.stdout.readline())


def check_same(programs):
    first, second = (
        {tag["label"]: tag["score"] for tag in json.loads(program.stdout.readline())["tags"]}
        for program in programs.values()
    )
    apart = max(abs(first[label] - second[label]) for label in first)
    if first.keys() != second.keys() or apart > TOLERANCE:
        sys.exit(f"the scores are up to {apart} apart: these are not the same network and image")
    return apart


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("photograph")
    parser.add_argument("--network", default="resnet50")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--in-a-round", type=int, default=10)
    parser.add_argument("--java-option", action="append", default=[])
    options = parser.parse_args()
    jars = str(HERE.parents[2] / "target" / "lib" / "*")
    java = ["java", "-Xmx1500m", "-Dai.djl.offline=true", *options.java_option, "-cp", jars]
    with tempfile.TemporaryDirectory() as folder:
        write = [PACKAGE + "WriteExport", folder, options.network, str(LABELS), str(options.size)]
        subprocess.run(java + write, check=True)
        programs = {
            "TagZoo": start(java + [PACKAGE + "PredictLatency", folder, options.photograph]),
            "PyTorch": start([sys.executable, str(HERE / "predict_latency.py"), folder, options.photograph, options.network]),
        }
        apart = check_same(programs)
        for program in programs.values():
            predictions(program, 3 * options.in_a_round)
        millis = {name: [] for name in programs}
        for round_ in range(options.rounds):
            names = list(programs) if round_ % 2 == 0 else list(programs)[::-1]
            for name in names:
                time.sleep(0.2)  # the other's threads may still be awake, waiting for work
                millis[name].append(1e3 * statistics.median(predictions(programs[name], options.in_a_round)))
        for program in programs.values():
            program.communicate("\n")
    print(f"{options.network}, {options.size} pixels, {options.rounds} rounds of {options.in_a_round},")
    print(f"scores at most {apart:.1e} apart, load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    print("| | median, ms | lowest round | highest round |")
    print("|---|---|---|---|")
    for name, rounds in millis.items():
        print(f"| {name} | {statistics.median(rounds):.1f} | {min(rounds):.1f} | {max(rounds):.1f} |")
    ratios = [ours / theirs for ours, theirs in zip(millis["TagZoo"], millis["PyTorch"])]
    low, _, high = statistics.quantiles(ratios, n=4)
    print(f"TagZoo takes {statistics.median(ratios):.3f} times PyTorch's time (quartiles {low:.3f} to {high:.3f})")


main()
