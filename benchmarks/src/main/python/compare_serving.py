"""Puts 8 clients on `tagzoo serve` and runs one PyTorch process, in turn, and prints photographs a second.

Run from the project's root, after `mvn -q -DskipTests -pl app,benchmarks -am package`, with the packages of
requirements-serving.txt. EXPORT is one of a ResNet-50 at 224 pixels, FOLDER holds photographs:

    python benchmarks/src/main/python/compare_serving.py EXPORT FOLDER [--rounds 3] [--seconds 20]

Several batch sizes (--batch-size 4 8) and ways of waiting of the engine's threads (--spin 0 20000000, GOMP_SPINCOUNT;
the launcher sets 20000000) are measured in turn too.

With --beside OTHER the other side is no peer, but a second export, such as the same row in bfloat16: each of the two is
served in turn, and the ratio is the median of the rounds' own.

With --load SECONDS it measures no peer, but puts 64 clients on a server that takes 16 images at once, and prints
answers by status, times, and the server's resident memory on the way.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from side_by_side import HERE, ROOT


def start(command, spin):
    environment = {**os.environ, "GOMP_SPINCOUNT": spin}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    line = server.stdout.readline()
    if not line.startswith("Serving at "):
        raise SystemExit(f"the server said: {line}")
    return server, line.split()[2].rstrip(",")


def stop(server):
    server.terminate()
    server.wait(30)


def resident(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def client(options, address, clients, seconds):
    command = ["java", "-cp", options.client_class_path, "org.tagzoo.benchmarks.endtoend.ServeLoad"]
    command += [address, options.folder, str(clients), str(seconds)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def serve(options, spin, *more, export=None):
    command = ["java", "-Xmx1500m", "-cp", options.server_class_path, "org.tagzoo.app.cli.TagZoo"]
    return start(command + ["serve", export or options.export, "--port", "0", *more], spin)


def compare(options):
    cases = [(batch, spin) for batch in options.batch_size for spin in options.spin]
    served, peers = {case: [] for case in cases}, []
    for _ in range(options.rounds):
        for batch, spin in cases:
            server, address = serve(options, spin, "--batch-size", str(batch))
            served[batch, spin].append(client(options, address, 8, options.seconds))
            stop(server)
        peer = [sys.executable, str(HERE / "serve_peer.py"), options.folder, str(options.peer_seconds)]
        out = subprocess.run(peer, check=True, capture_output=True, text=True).stdout
        peers.append(json.loads(out))
    print(f"{options.rounds} rounds, load average {os.getloadavg()[0]:.1f}")
    print("| | photographs/s | p50, ms | p99, ms |")
    print("|---|---|---|---|")
    rates = {}
    for (batch, spin), runs in served.items():
        rate, p50, p99 = (statistics.median(one[key] for one in runs) for key in ("per_second", "p50", "p99"))
        name = f"tagzoo serve, 8 clients, batch {batch}, GOMP_SPINCOUNT {spin}"
        rates[name] = rate
        print(f"| {name} | {rate:.1f} | {p50:.0f} | {p99:.0f} |")
    best = 0
    for i, case in enumerate(peers[0]):
        rate = statistics.median(one[i]["per_second"] for one in peers)
        best = max(best, rate)
        print(f"| PyTorch, {case['layout']}, batch {case['batch']} | {rate:.1f} | | |")
    for name, rate in rates.items():
        print(f"| {name}: ratio to PyTorch's best batch | {rate / best:.2f} | | |")


def beside(options):
    exports = [options.export, options.beside]
    runs = []
    for at in range(options.rounds):
        one = {}
        for export in exports if at % 2 == 0 else exports[::-1]:
            server, address = serve(
                options, options.spin[0], "--batch-size", str(options.batch_size[0]), export=export
            )
            one[export] = client(options, address, 8, options.seconds)
            stop(server)
        runs.append(one)
    print(f"{options.rounds} rounds, 8 clients, batch {options.batch_size[0]}, load average {os.getloadavg()[0]:.1f}")
    print("| | photographs/s | p50, ms | p99, ms |")
    print("|---|---|---|---|")
    for export in exports:
        rate, p50, p99 = (statistics.median(one[export][key] for one in runs) for key in ("per_second", "p50", "p99"))
        print(f"| {export} | {rate:.1f} | {p50:.0f} | {p99:.0f} |")
    ratios = sorted(one[options.beside]["per_second"] / one[options.export]["per_second"] for one in runs)
    print(f"| {options.beside}: ratio | {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) | | |")


def load(options):
    server, address = serve(options, options.spin[0], "--queue", "16", "--batch-size", str(options.batch_size[0]))
    done = threading.Event()
    memory = []

    def watch():
        begin = time.monotonic()
        while not done.wait(10):
            memory.append((time.monotonic() - begin, resident(server.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    print(json.dumps(client(options, address, 64, options.load)))
    done.set()
    watcher.join()
    stop(server)
    print("resident MiB: " + ", ".join(f"{mib:.0f} at {at:.0f} s" for at, mib in memory))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("export")
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--peer-seconds", type=float, default=5)
    parser.add_argument("--batch-size", type=int, nargs="+", default=[4])
    parser.add_argument("--spin", nargs="+", default=["20000000"], help="default: what ./tagzoo sets")
    parser.add_argument("--beside", help="a second export, in place of PyTorch")
    parser.add_argument("--load", type=float)
    parser.add_argument("--server-class-path", default=str(ROOT / "app" / "target" / "lib" / "*"))
    parser.add_argument("--client-class-path", default=str(ROOT / "benchmarks" / "target" / "lib" / "*"))
    options = parser.parse_args()
    if options.load:
        load(options)
    elif options.beside:
        beside(options)
    else:
        compare(options)


main()
