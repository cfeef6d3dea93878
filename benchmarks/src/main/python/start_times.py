"""Times `tagzoo --help` and a whole `tagzoo predict` with networks of random weights, each in new processes.

Run from the project's root, after `mvn -q -DskipTests -pl app,benchmarks -am package` and one `./tagzoo --version`;
it needs no packages:

    python benchmarks/src/main/python/start_times.py PHOTOGRAPH [--starts 20] [--networks resnet50,efficientnet_lite0]
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[3]


def seconds(command, starts):
    times = []
    for _ in range(starts):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("photograph")
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--networks", default="resnet50,efficientnet_lite0")
    options = parser.parse_args()
    tagzoo = str(ROOT / "tagzoo")
    jars = str(HERE.parents[2] / "target" / "lib" / "*")
    with tempfile.TemporaryDirectory() as folder:
        programs = {"--help": [tagzoo, "--help"]}
        for network in options.networks.split(","):
            export = str(Path(folder) / network)
            write = ["org.tagzoo.benchmarks.endtoend.WriteExport", export, network, "14", "224"]
            subprocess.run(["java", "-Xmx1500m", "-cp", jars, *write], check=True)
            programs[f"predict, {network}"] = [tagzoo, "predict", export, options.photograph]
        print(f"{options.starts} starts, load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
        print("| tagzoo | median, s | quickest | slowest |")
        print("|---|---|---|---|")
        for name, command in programs.items():
            seconds(command, 1)
            times = seconds(command, options.starts)
            print(f"| {name} | {statistics.median(times):.2f} | {min(times):.2f} | {max(times):.2f} |")


main()
