"""What the comparisons with PyTorch, scikit-learn and numpy have in common: taking turns, and the table."""

import json
import os
import platform
import statistics
import subprocess
import sys
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


def work_in_turns(work):
    """The other end of Program: for each number on standard input works so many times, and prints the seconds."""
    for line in sys.stdin:
        if not line.strip():
            break
        seconds = []
        for _ in range(int(line)):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        print(json.dumps(seconds), flush=True)


def take_turns(programs, rounds, count):
    """Asks each program once a round, after a first time for all; who begins moves on by one.

    Returns the median of the seconds that each took for one of `count` pieces of work, a list of rounds by name.
    """
    for program in programs.values():
        program.ask(count)
    taken = {name: [] for name in programs}
    names = list(programs)
    for i in range(rounds):
        first = i % len(names)
        for name in names[first:] + names[:first]:
            time.sleep(PAUSE)
            taken[name].append(statistics.median(programs[name].ask(count)))
    for program in programs.values():
        program.end()
    return taken


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


def peer(network, labels, size):
    """torchvision's network of that name, or timm's; transformers for images of a size."""
    import torchvision

    if network in torchvision.models.list_models():
        sized = {"image_size": size} if network.startswith("vit_") else {}
        return getattr(torchvision.models, network)(weights=None, num_classes=labels, **sized)
    import timm

    sized = {"img_size": size} if network.startswith("vit_") else {}
    prefix = "tf_" if network.startswith("efficientnet_lite") else ""
    return timm.create_model(prefix + network, num_classes=labels, **sized)


def random_weights(network, labels, path, size=224):
    """Writes a network's weights: random, batch norm's statistics too, with maps that stay small."""
    import torch

    torch.manual_seed(1)
    made = peer(network, labels, size)
    for module in made.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            for tensor, low, high in (
                (module.weight, 0.2, 0.8),
                (module.bias, -0.1, 0.1),
                (module.running_mean, -0.1, 0.1),
                (module.running_var, 0.5, 1.5),
            ):
                torch.nn.init.uniform_(tensor, low, high)
    torch.save(made.state_dict(), path)


def _processor():
    if not Path("/proc/cpuinfo").exists():
        return platform.machine(), []
    pairs = (line.partition(":") for line in Path("/proc/cpuinfo").read_text().splitlines())
    found = {key.strip(): value.strip() for key, _, value in pairs}
    return found.get("model name", platform.machine()), found.get("flags", "").split()


def has_bfloat16():
    return any(flag in _processor()[1] for flag in ("avx512_bf16", "amx_bf16"))


def machine():
    has = "bfloat16 instructions" if has_bfloat16() else "no bfloat16 instructions"
    return f"{_processor()[0]}, {os.cpu_count()} cores, {has}, load average {os.getloadavg()[0]:.1f}"
