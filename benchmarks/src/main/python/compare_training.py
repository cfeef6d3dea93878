"""Trains all of a network in TagZoo and in PyTorch, in turns, and prints images a second side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of requirements.txt:

    python benchmarks/src/main/python/compare_training.py [--network resnet50] [--size 224] [--batch 16] [--rounds 9]

All programs (TrainNetwork.java, train_peer.py) run for the whole time; while one computes, the others sleep. A round is an
epoch of some batches: SGD with momentum, binary cross-entropy over 14 labels, every layer trained. TagZoo's is that of its
Trainer, which also keeps logits and validates one image. Weights and images are the same for all, and so must be the
losses of the first updates on one batch, to a thousandth (bfloat16: to a twentieth). PyTorch runs eagerly in float32 as
torchvision gives it, and with channels_last; under autocast to bfloat16 where the processor has it, or with
--bfloat16 yes. --precision BFLOAT16 has TagZoo compute in that.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy

from side_by_side import HERE, Program, add_options, has_bfloat16, java, print_table, random_weights, take_turns

LABELS = 14
# At a higher rate, rounding alone puts the losses of PyTorch's two memory formats 2e-3 apart by the third update.
UPDATES, RATE, MOMENTUM = 3, 0.001, 0.9
TOLERANCE = {"FLOAT32": 1e-3, "BFLOAT16": 5e-2}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="resnet50")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--batches", type=int, default=4, help="of an epoch; default: 4")
    parser.add_argument("--precision", default="FLOAT32", choices=list(TOLERANCE))
    parser.add_argument("--bfloat16", choices=["yes", "no"], default="yes" if has_bfloat16() else "no")
    add_options(parser, rounds=9)
    options = parser.parse_args()
    kinds = {"PyTorch eager float32": "eager", "PyTorch float32, channels_last": "channels_last"}
    if options.bfloat16 == "yes":
        kinds["PyTorch autocast bfloat16, channels_last"] = "bfloat16"
    ours = f"TagZoo {options.precision.lower()}"
    count = options.batch * options.batches
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        random_weights(options.network, LABELS, folder / "weights.pth")
        random = numpy.random.default_rng(1)
        random.integers(0, 256, (count, options.size, options.size, 3), numpy.uint8).tofile(folder / "pixels")
        (random.random((count, LABELS)) < 0.1).astype(numpy.uint8).tofile(folder / "targets")
        words = [folder / "weights.pth", options.network, options.size, options.batch, folder / "pixels"]
        words = [str(word) for word in words + [folder / "targets"]]
        rest = [str(number) for number in (UPDATES, RATE, MOMENTUM)]
        programs = {ours: Program(java(options, "TrainNetwork", *words, options.precision, *rest), options.threads)}
        for peer, kind in kinds.items():
            script = [sys.executable, str(HERE / "train_peer.py"), *words, *rest, kind]
            programs[peer] = Program(script, options.threads)
        losses = {who: program.answer() for who, program in programs.items()}
        for who, first in losses.items():
            tolerance = TOLERANCE["BFLOAT16" if "bfloat16" in who else "FLOAT32"]
            if not numpy.allclose(first, losses["PyTorch eager float32"], rtol=tolerance):
                sys.exit(f"the first losses differ: these are not the same training: {losses}")
        taken = take_turns(programs, options.rounds, 1)
    figures = {who: [count / seconds for seconds in rounds] for who, rounds in taken.items()}
    what = f"{options.network}, {options.size} pixels, batch {options.batch}, {options.batches} updates a round, "
    what += f"{options.threads} threads a side"
    goals = {"PyTorch eager float32": 2.2, "PyTorch autocast bfloat16, channels_last": 0.95}
    print_table(what, ours, figures, goals, "images/s")
    print("First losses: " + "; ".join(f"{who} {' '.join(f'{loss:.4f}' for loss in first)}" for who, first in losses.items()))
    if options.bfloat16 == "no":
        print("PyTorch's bfloat16 was left out; --bfloat16 yes runs it, slowly where the processor has no such instructions.")


main()
