"""Compares on very many images whose embeddings are made up, and prints time and memory of each step.

Run from the project's root, after `mvn -q -DskipTests -pl app,benchmarks -am package` and one `./tagzoo --version`; it needs
no packages. CORPUS is a folder of MIRFLICKR. Each of the images made of it is a file of its own: the same pixels with another
comment. A million takes 7 GB for them and 6 GB for the cache, both of which are removed at the end:

    python benchmarks/src/main/python/many_images.py CORPUS --count 1000000
"""

import argparse
import csv
import hashlib
import json
import os
import re
import shlex
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
JARS = str(HERE.parents[2] / "target" / "lib" / "*")
TRIAL = 100


def base(corpus):
    """The names of the tags, and bytes and tags of each image."""
    tags = {}
    for file in sorted((corpus / "annotations").glob("*.txt")):
        tags[file.stem] = {int(line) for line in file.read_text().split()}
    images = []
    for file in sorted((corpus / "images").glob("im*.jpg")):
        number = int(file.stem[2:])
        images.append((file.read_bytes(), [int(number in with_tag) for with_tag in tags.values()]))
    return list(tags), images


def make(corpus, count, folder):
    """Writes the images, a table of them, one of the first few, and their hashes."""
    names, images = base(corpus)
    with (
        open(folder / "many.csv", "w", newline="") as many,
        open(folder / "few.csv", "w", newline="") as few,
        open(folder / "hashes", "w") as hashes,
    ):
        tables = [csv.writer(many), csv.writer(few)]
        for table in tables:
            table.writerow(["image", *names])
        for n in range(count):
            content, tags = images[n % len(images)]
            comment = b"image %d" % n
            content = content[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + content[2:]
            name = f"images/{n // 1000:04d}/{n:07d}.jpg"
            if n % 1000 == 0:
                (folder / name).parent.mkdir(parents=True)
            (folder / name).write_bytes(content)
            hashes.write(hashlib.sha256(content).hexdigest() + "\n")
            for table in tables if n < TRIAL else tables[:1]:
                table.writerow([name, *tags])


def run(command, environment, folder):
    """Runs a program and returns its lines on standard error with their times, its time and its memory."""
    begin = time.perf_counter()
    lines = []
    with subprocess.Popen(
        command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stderr:
            lines.append((time.perf_counter() - begin, line.rstrip()))
            print(f"{lines[-1][0]:8.1f} s  {lines[-1][1]}", flush=True)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with exit code {process.returncode}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--model", default="efficientnet_lite0")
    parser.add_argument("--heap", default="1500m")
    parser.add_argument("--scratch", help="folder in which all is made and removed")
    parser.add_argument("--tagzoo", default=str(ROOT / "tagzoo"), help="the program, if another")
    parser.add_argument("--java", default=f"java -cp {shlex.quote(JARS)}", help="starts classes of benchmarks")
    parser.add_argument("--more", default="", help="more options of compare")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as name:
        folder = Path(name)
        begin = time.perf_counter()
        make(options.corpus, options.count, folder)
        print(f"made in {time.perf_counter() - begin:.0f} s", flush=True)
        log = folder / "heap"
        environment = {
            **os.environ,
            "TAGZOO_CACHE": str(folder / "cache"),
            "TAGZOO_JAVA_OPTIONS": f"-Xmx{options.heap} -Xlog:gc:file={log}:uptime:filecount=0",
        }
        compare = [*shlex.split(options.tagzoo), "compare", "--models", options.model, "--image-size", "32"]
        compare += ["--epochs", "1", "--precision", "float32", "--near-duplicates", "anywhere"]
        compare += shlex.split(options.more)
        run([*compare, "--corpus", f"csv:{folder}/few.csv", "--out", f"{folder}/few"], environment, ROOT)
        file = next((folder / "cache" / "embeddings").glob("*.000000.rows"))
        row_bytes = file.stat().st_size // TRIAL - 48
        fake = ["org.tagzoo.benchmarks.endtoend.FakeEmbeddings", str(file.parent), file.name.split(".")[0]]
        run([*shlex.split(options.java), *fake, str(row_bytes), str(folder / "hashes")], environment, ROOT)
        seconds, resident = run(
            [*compare, "--corpus", f"csv:{folder}/many.csv", "--out", f"{folder}/many"], environment, ROOT
        )
        used = [int(m) for m in re.findall(r"->(\d+)M\(", log.read_text())]
        sizes = {f: (folder / "many" / f).stat().st_size for f in ("split.csv", "table.json", "report.html")}
        scores = next((folder / "many" / "rows").glob("*/scores.csv")).stat().st_size
        print(
            json.dumps(
                {
                    "images": options.count,
                    "seconds": round(seconds, 1),
                    "heapAfterCollectionMiB": max(used),
                    "residentMiB": round(resident),
                    "scoresBytes": scores,
                    **sizes,
                }
            )
        )


main()
