"""What LoadWeights.java does, in PyTorch: torch.load, then load_state_dict into a network that is there.

    python load_weights.py FILE NETWORK TIMES

Making the network is not timed; its memory counts.
"""

import json
import sys
import time
from pathlib import Path

import torch
import torchvision


def memory(field):
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise KeyError(field)


def main():
    path, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    torch.zeros(1).add(1)
    idle = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    seconds = []
    peak = 0
    for i in range(times):
        network = getattr(torchvision.models, name)(weights=None)
        start = time.perf_counter()
        network.load_state_dict(torch.load(path, weights_only=True))
        seconds.append(time.perf_counter() - start)
        del network
        peak = peak or memory("VmHWM")
    print(json.dumps({"seconds": seconds, "idle": idle, "above_idle": peak - idle}))


main()
