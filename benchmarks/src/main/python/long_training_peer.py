"""What LongTraining.java does, as a plain PyTorch loop: how even its epochs are on this machine.

    python long_training_peer.py EXAMPLES [--epochs 300] [--threads 1]
"""

import argparse
import statistics
import time

import torch

WIDTH = 6
LABELS = 3
BATCH = 16
AVERAGE_DECAY = 0.9


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("examples", type=int)
    parser.add_argument("--epochs", type=int, default=300)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    network = torch.nn.Sequential(
        torch.nn.Linear(WIDTH, 64),
        torch.nn.BatchNorm1d(64),
        torch.nn.ReLU(),
        torch.nn.Dropout(0.2),
        torch.nn.Linear(64, LABELS),
    )
    rows = torch.randn(options.examples, WIDTH)
    targets = (rows[:, :LABELS] > 0).float()
    loss = torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 2.0, 3.0]))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, nesterov=True)
    averages = [parameter.detach().clone() for parameter in network.parameters()]

    def epoch():
        for items in torch.randperm(options.examples).split(BATCH):
            optimizer.zero_grad()
            loss(network(rows[items]), targets[items]).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1)
            optimizer.step()
            with torch.no_grad():
                for average, parameter in zip(averages, network.parameters()):
                    average.lerp_(parameter, 1 - AVERAGE_DECAY)

    seconds = []
    for _ in range(options.epochs):
        begin = time.perf_counter()
        epoch()
        seconds.append(time.perf_counter() - begin)
    settled = seconds[10:]
    median = statistics.median(settled)
    print(
        f"median {median:.4f} s, slowest after the tenth {max(settled):.4f} s: {max(settled) / median:.2f} times; "
        f"{sum(s > 1.1 * median for s in settled)} of {len(settled)} above 1.1 times"
    )


main()
