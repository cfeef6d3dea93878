"""Measures all steps in Java, starts, and what docs/speed.md shows beside others, and prints it in Markdown.

Run from the project's root, after `mvn -q -DskipTests -pl app,benchmarks -am package` and one `./tagzoo --version`:

    python benchmarks/src/main/python/performance_table.py PHOTOGRAPH > table.md

takes some ten minutes and no packages. With `--parts steps,starts,peers` it also runs each command of docs/speed.md's table
where that command's folders are, which takes hours and what `benchmarks/README.md` says that they need.
"""

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from side_by_side import HERE, ROOT, machine

COMMAND = re.compile(r"`(compare_\w+\.py[^`]*)`")


def output(command, **more):
    print("+ " + shlex.join(command), file=sys.stderr, flush=True)
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, **more).stdout


def commit():
    changed = output(["git", "status", "--porcelain", "--untracked-files=no"]).strip()
    return output(["git", "rev-parse", "--short=10", "HEAD"]).strip() + (", with changes" if changed else "")


def steps(options):
    """All benchmarks of JMH, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        arguments = ["-rf", "json", "-rff", str(result), *shlex.split(options.jmh)]
        command = ["java", "-Xmx1500m", "-cp", options.class_path, "org.openjdk.jmh.Main", *arguments]
        output(command, env={**os.environ, "OPENCV_LOG_LEVEL": "OFF"})
        print("| step | time | unit |\n|---|---|---|")
        for one in json.loads(result.read_text()):
            name = ".".join(one["benchmark"].split(".")[-2:])
            parameters = ", ".join(f"{key} {value}" for key, value in one.get("params", {}).items())
            figure = one["primaryMetric"]
            error = figure["scoreError"]
            spread = "" if error == "NaN" else f" ± {float(error):.3g}"
            print(
                f"| {name}{': ' if parameters else ''}{parameters} | {figure['score']:.4g}{spread} "
                f"| {figure['scoreUnit'].split('/')[0]} |"
            )


def starts(options):
    print(output([sys.executable, str(HERE / "start_times.py"), options.photograph, *shlex.split(options.starts)]), end="")


def peers(options):
    """Each command of the table of docs/speed.md, as it stands there."""
    commands = COMMAND.findall((ROOT / "docs" / "speed.md").read_text())
    for command in dict.fromkeys(commands):
        words = shlex.split(command)
        folders = [word for word in words[1:2] if not word.startswith("-")]
        missing = [folder for folder in folders if not (ROOT / folder).exists()]
        print(f"`{command}`\n")
        if missing:
            print(f"not run: there is no {missing[0]}\n")
        else:
            print(output([sys.executable, str(HERE / words[0]), *words[1:]]))


PARTS = {"steps": steps, "starts": starts, "peers": peers}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("photograph")
    parser.add_argument("--parts", default="steps,starts", help="of " + ", ".join(PARTS))
    parser.add_argument("--jmh", default="", help="more arguments of JMH, such as a part of benchmarks' names")
    parser.add_argument("--starts", default="", help="more arguments of start_times.py")
    parser.add_argument("--class-path", default=str(HERE.parents[2] / "target" / "lib" / "*"))
    options = parser.parse_args()
    options.photograph = str(Path(options.photograph).resolve())
    parts = options.parts.split(",")
    for part in parts:
        if part not in PARTS:
            parser.error(f"--parts: there is no '{part}', but {', '.join(PARTS)}")
    print(f"{machine()}, commit {commit()}")
    for part in parts:
        print(f"\n### {part.capitalize()}\n", flush=True)
        PARTS[part](options)


main()
