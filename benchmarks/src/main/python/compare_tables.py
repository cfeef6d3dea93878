"""Runs the comparisons of docs/results.md with two checkouts and says where their tables differ.

Run from anywhere, with nothing but Python's standard library. BEFORE is a checkout of an older commit; the other side is this
checkout, or --after:

    python benchmarks/src/main/python/compare_tables.py --before BEFORE --keep FOLDER

The commands are the first five of docs/results.md and `fine-tune`, some hours on 2 cores; --only chooses. Both sides run on
this machine with the same --precision. Each has a cache of its own, which shares only the weights and native libraries of
--weights-cache, so that each computes all embeddings itself; with --cache both use one, which is quicker and proves less.
Finished runs in FOLDER are not run again, unfinished ones from their start. --before-runs and --after-runs take folders with
runs from elsewhere, by the names of the commands. A checkout that can keep near-duplicates together is told not to
(--near-duplicates anywhere), as older ones don't.

Every value of table.json must be equal, text for text, but for the rows' trainingSeconds and embeddingSeconds; the order of
members has no meaning, and `differences` between rows may be missing before. With --files, split.csv and each row's scores.csv, thresholds.json and labels.csv must have the same
bytes. The exit status is 1 if anything differs, and 2 if a side could not be run.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
COMMANDS = {
    "mirflickr": ("mirflickr:mirflickr", ["--models", "ff1,cnn,resnet50"]),
    "mirflickr-best": ("mirflickr:mirflickr", ["--recipe", "best-linear"]),
    "posters": ("csv:posters/movies.csv", []),
    "posters-best": ("csv:posters/movies.csv", ["--recipe", "best-linear"]),
    "aquarium": ("yolo:aquarium", []),
    "fine-tune": ("mirflickr:mirflickr", ["--recipe", "fine-tune"]),
}
RECIPES = Path("app/src/main/resources/org/tagzoo/app/recipe")
HELP = Path("app/src/main/resources/org/tagzoo/app/cli/help.properties")
TIMES = ("trainingSeconds", "embeddingSeconds")
ADDED = ("differences",)  # members that older tables lack
FILES = ("split.csv", "rows/*/scores.csv", "rows/*/thresholds.json", "rows/*/labels.csv")
MISSING = object()


class Number(str):
    """A number as it is written: 1, 1.0 and 1e0 differ."""


def read(file):
    return json.loads(file.read_text(), parse_float=Number, parse_int=Number, parse_constant=Number)


def show(value):
    text = "missing" if value is MISSING else value if isinstance(value, Number) else json.dumps(value)
    return text if len(text) <= 80 else text[:77] + "..."


def members(value):
    """The members of an object or array by the names that paths give them; an array's by place, and by name if they have one."""
    if isinstance(value, dict):
        return {f".{key}": member for key, member in value.items()}
    named = [member.get("name") if isinstance(member, dict) else None for member in value]
    return {f"[{place}{'' if name is None else ' ' + name}]": value[place] for place, name in enumerate(named)}


def differences(before, after, path=""):
    """Yields a line for each value that differs."""
    if type(before) is type(after) and isinstance(before, (dict, list)):
        left, right = members(before), members(after)
        for key in dict.fromkeys([*left, *right]):
            if key.lstrip(".") in ADDED and key not in left:
                continue
            yield from differences(left.get(key, MISSING), right.get(key, MISSING), path + key)
    elif type(before) is not type(after) or before != after:
        yield f"{path}: {show(before)} before, {show(after)} after"


def without_times(table):
    """Blanks the rows' times, but not whether there is one."""
    for row in table["rows"]:
        row.update({key: "a time" for key in TIMES if isinstance(row.get(key), Number)})
    return table


def of_tables(before, after):
    yield from differences(*(without_times(read(run / "table.json")) for run in (before, after)), "table.json ")
    # A run from elsewhere may have been made with another precision, which tables do not say.
    precisions = [read(run / "config.json").get("precision", MISSING) for run in (before, after)]
    yield from differences(*precisions, "config.json .precision")


def of_files(before, after):
    names = {str(file.relative_to(run)) for run in (before, after) for kind in FILES for file in run.glob(kind)}
    for name in sorted(names):
        texts = [(run / name).read_bytes() if (run / name).exists() else None for run in (before, after)]
        if None in texts:
            yield f"{name}: missing {'before' if texts[0] is None else 'after'}"
        elif texts[0] != texts[1]:
            lines = [text.splitlines(keepends=True) for text in texts]
            pairs = enumerate(zip(*lines), start=1)
            first = next((line for line, (one, other) in pairs if one != other), min(map(len, lines)) + 1)
            yield f"{name}: other bytes from line {first} on"


def trouble(text):
    print(text, file=sys.stderr)
    sys.exit(2)


def own_cache(folder, weights_cache):
    folder.mkdir(parents=True, exist_ok=True)
    for shared in ("weights", "native"):
        if (weights_cache / shared).exists() and not (folder / shared).exists():
            (folder / shared).symlink_to((weights_cache / shared).resolve())
    return folder


def run(options, side, checkout, name, folder):
    """Returns the folder of a finished run, running it if need be."""
    if (folder / "table.json").exists():
        return folder
    if checkout is None:
        trouble(f"there is no {folder / 'table.json'}; finish that run, or choose others with --only")
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    corpus, rest = COMMANDS[name]
    # Older checkouts call that recipe best.
    if "best-linear" in rest and not (checkout / RECIPES / "best-linear.yaml").exists():
        rest = ["--recipe", "best"]
    layout, path = corpus.split(":")
    command = [str(checkout / "tagzoo"), "compare", "--corpus", f"{layout}:{options.corpora.resolve() / path}", *rest]
    command += ["--precision", options.precision, "--out", str(folder)]
    if "\nnear-duplicates = " in (checkout / HELP).read_text():
        command += ["--near-duplicates", "anywhere"]
    cache = options.cache or own_cache(options.keep / f"cache-{side}", options.weights_cache)
    print(f"{side}: {' '.join(command)}", flush=True)
    result = subprocess.run(command, cwd=checkout, env={**os.environ, "TAGZOO_CACHE": str(cache.resolve())})
    if result.returncode or not (folder / "table.json").exists():
        trouble(f"{side}, {name}: tagzoo ended with status {result.returncode}")
    return folder


def parse():
    home = Path(os.environ.get("TAGZOO_CACHE") or Path.home() / ".cache" / "tagzoo")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for side in ("before", "after"):
        sides = parser.add_mutually_exclusive_group(required=side == "before")
        sides.add_argument(f"--{side}", type=Path, help="a checkout" + ("; default: this one" if side == "after" else ""))
        sides.add_argument(f"--{side}-runs", type=Path, help="a folder with finished runs in its place")
    parser.add_argument("--only", action="append", choices=list(COMMANDS), help="a command; may be given several times")
    parser.add_argument("--files", action="store_true", help="compare split, scores, thresholds and labels too")
    parser.add_argument("--keep", type=Path, help="where runs and caches are kept; default: nowhere")
    parser.add_argument("--cache", type=Path, help="a cache of both sides; default: one each")
    parser.add_argument("--weights-cache", type=Path, default=home, help=f"where weights are; default: {home}")
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32")
    return parser.parse_args()


def main():
    options = parse()
    with tempfile.TemporaryDirectory() as scratch:
        options.keep = (options.keep or Path(scratch)).resolve()
        different = 0
        for name in options.only or COMMANDS:
            runs = []
            for side, default in (("before", None), ("after", ROOT)):
                given, checkout = (getattr(options, key) for key in (f"{side}_runs", side))
                home = given or options.keep / side
                checkout = None if given else (checkout or default).resolve()
                runs.append(run(options, side, checkout, name, home / name))
            found = [*of_tables(*runs), *(of_files(*runs) if options.files else [])]
            different += len(found)
            print(f"{name}: {f'{len(found)} differences' if found else 'equal'}", *found, sep="\n    ", flush=True)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
