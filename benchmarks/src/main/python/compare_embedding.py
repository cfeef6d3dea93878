"""Embeds a batch of images in TagZoo and in PyTorch, in turns, and prints images a second side by side.

Run from the project's root, after `mvn -q -DskipTests -pl benchmarks -am package`, with the packages of requirements.txt:

    python benchmarks/src/main/python/compare_embedding.py [--network resnet50] [--size 224] [--batch 32] [--rounds 9]

All programs (EmbedImages.java, embed_peer.py) run for the whole time; while one computes, the others sleep. Images
are bytes in memory and the weights are random, the same for all; embeddings must agree to a thousandth of the largest
(bfloat16: to a twentieth). PyTorch runs eagerly in float32 as torchvision or timm gives it, and with channels_last; in bfloat16
where the processor has it, or with --bfloat16 yes. --precision BFLOAT16 has TagZoo compute in that. --precision INT8 has it
compute in int8, beside its own float32 and torch.ao's int8; rounding to bytes takes embeddings of random weights further apart.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy

from side_by_side import HERE, Program, add_options, has_bfloat16, java, print_table, random_weights, take_turns

LABELS = 14
GOALS = {
    "resnet50": {"PyTorch eager float32": 2.2, "PyTorch bfloat16, channels_last": 0.95},
    "efficientnet_lite0": {"PyTorch float32, channels_last": 1.5},
    "vit_b_16": {"PyTorch eager float32": 1.0, "PyTorch float32, channels_last": 1.0},
}
INT8_GOALS = {"TagZoo float32": 1.7, "PyTorch int8, torch.ao": 1.0}
TOLERANCE = {"FLOAT32": 1e-3, "BFLOAT16": 5e-2, "INT8": 0.2}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="resnet50")
    parser.add_argument("--size", type=int, default=224)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--in-a-round", type=int, default=3)
    parser.add_argument("--precision", default="FLOAT32", choices=list(TOLERANCE))
    parser.add_argument("--bfloat16", choices=["yes", "no"], default="yes" if has_bfloat16() else "no")
    add_options(parser, rounds=9)
    options = parser.parse_args()
    kinds = {"PyTorch eager float32": "eager", "PyTorch float32, channels_last": "channels_last"}
    if options.bfloat16 == "yes":
        kinds["PyTorch bfloat16, channels_last"] = "bfloat16"
    if options.precision == "INT8":
        kinds = {"PyTorch eager float32": "eager"}
        # Its tracer refuses timm's padding, which is computed from the size.
        if not options.network.startswith("efficientnet_lite"):
            kinds["PyTorch int8, torch.ao"] = "int8"
    ours = f"TagZoo {options.precision.lower()}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        random_weights(options.network, LABELS, folder / "weights.pth", options.size)
        pixels = numpy.random.default_rng(1).integers(0, 256, (options.batch, options.size, options.size, 3), numpy.uint8)
        pixels.tofile(folder / "pixels")

        def command(out):
            words = [folder / "weights.pth", options.network, LABELS, options.size, folder / "pixels", folder / out]
            return [str(word) for word in words]

        programs = {ours: Program(java(options, "EmbedImages", *command("tagzoo"), options.precision), options.threads)}
        if options.precision == "INT8":
            words = [*command("float32"), "FLOAT32"]
            programs["TagZoo float32"] = Program(java(options, "EmbedImages", *words), options.threads)
        for peer, kind in kinds.items():
            script = [sys.executable, str(HERE / "embed_peer.py"), *command(kind), kind]
            programs[peer] = Program(script, options.threads)
        for program in programs.values():
            program.answer()
        wanted = numpy.fromfile(folder / "eager", numpy.float32)
        apart = {}
        for who, file in {ours: "tagzoo", **kinds}.items():
            precision = next((each for each in TOLERANCE if each.lower() in who), "FLOAT32")
            apart[who] = abs(numpy.fromfile(folder / file, numpy.float32) - wanted).max() / abs(wanted).max()
            if not apart[who] <= TOLERANCE[precision]:
                sys.exit(f"embeddings of {who} are {apart[who]:.1e} of the largest apart from PyTorch's: not the same network")
        taken = take_turns(programs, options.rounds, options.in_a_round)
    figures = {who: [options.batch / seconds for seconds in rounds] for who, rounds in taken.items()}
    what = f"{options.network}, {options.size} pixels, batch {options.batch}, {options.threads} threads a side, "
    what += f"embeddings {apart[ours]:.0e} of the largest apart"
    goals = GOALS.get(options.network, {})
    if options.precision == "INT8":
        goals = INT8_GOALS | ({"TagZoo float32": 3.0} if options.batch == 1 else {})
    print_table(what, ours, figures, goals, "embeddings/s", 1)
    if options.bfloat16 == "no" and options.precision != "INT8":
        print("PyTorch's bfloat16 was left out; --bfloat16 yes runs it, slowly where the processor has no such instructions.")


main()
