"""What the comparisons with PyTorch, scikit-learn and numpy have in common: taking turns, and the table."""

import json
import os
import platform
import statistics
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
PACKAGE = "org.tagzoo.benchmarks.endtoend."
PAUSE = 0.2  # seconds; the other's threads may still be awake, waiting for work


def add_options(parser, rounds):
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of each side; default: one a core")
    parser.add_argument("--class-path", default=str(HERE.parents[2] / "target" / "lib" / "*"))
    parser.add_argument("--java-option", action="append", default=[])


def java(options, name, *arguments):
    fixed = ["-Xmx1500m", "-Dai.djl.offline=true", "-Dai.djl.pytorch.graph_optimizer=false"]
    return ["java", *fixed, *options.java_option, "-cp", options.class_path, PACKAGE + name, *arguments]


class Program:
    """A program that computes only while it is asked, and sleeps at its standard input else."""

    def __init__(self, command, threads):
        environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, question):
        print(question, file=self.process.stdin, flush=True)
        return self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args[0]} ended with status {self.process.wait()} and no answer")
        return json.loads(line)

    def end(self):
        self.process.communicate("\n")


def take_turns(asked, rounds):
    """Calls each function once a round, who begins moving on by one; returns what they gave, by name."""
    given = {name: [] for name in asked}
    names = list(asked)
    for i in range(rounds):
        first = i % len(names)
        for name in names[first:] + names[:first]:
            time.sleep(PAUSE)
            given[name].append(asked[name]())
    return given


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0], values[0]
    return tuple(statistics.quantiles(values, n=4, method="inclusive"))


def print_table(what, ours, figures, goals, unit, digits=2):
    """Prints figures of which more is better, and how many times a peer's figure in the same round TagZoo's is."""
    print(f"{what}, {len(figures[ours])} rounds, {machine()}")
    print()
    print(f"| | {unit}: median | quartiles | TagZoo / peer: median | quartiles | goal |")
    print("|---|---|---|---|---|---|")
    for name, values in figures.items():
        low, middle, high = quartiles(values)
        row = f"| {name} | {middle:.{digits}f} | {low:.{digits}f} to {high:.{digits}f} |"
        if name == ours:
            print(row + " | | |")
            continue
        low, middle, high = quartiles([mine / its for mine, its in zip(figures[ours], values)])
        goal = goals.get(name)
        print(f"{row} {middle:.2f} | {low:.2f} to {high:.2f} | {'' if goal is None else goal} |")


def machine():
    model = platform.machine()
    flags = ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        found = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
        model, flags = found.get("model name", model), found.get("flags", "").split()
    bfloat16 = "avx512_bf16" in flags or "amx_bf16" in flags
    has = "bfloat16 instructions" if bfloat16 else "no bfloat16 instructions"
    return f"{model}, {os.cpu_count()} cores, {has}, load average {os.getloadavg()[0]:.1f}"
