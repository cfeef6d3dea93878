"""Writes gru.json: texts through torch.nn.Embedding and torch.nn.GRU, or a unit that resets before the product.

Run from the project's root, with the packages of requirements.txt beside this file:
    python zoo/src/test/python/network/make_gru.py

The unit of the second form is written out step by step. The loss is the sum of the last state's squares.
"""

import json
from pathlib import Path

import torch
from torch import nn

from make_two_inputs import fill, numbers

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/network/gru.json")
KNOWN, WIDTH, HIDDEN = 9, 5, 6
TEXTS = [[0, 0, 0, 3, 1, 8, 2], [4, 4, 7, 1, 5, 6, 3]]


class Net(nn.Module):
    def __init__(self, resets_before):
        super().__init__()
        self.resets_before = resets_before
        self.vectors = nn.Embedding(KNOWN, WIDTH, padding_idx=0)
        self.gru = nn.GRU(WIDTH, HIDDEN, batch_first=True)

    def forward(self, texts):
        x = self.vectors(texts)
        if not self.resets_before:
            return self.gru(x)[1][0]
        w_i, w_h, b_i, b_h = (part.split(HIDDEN) for part in self.gru._flat_weights)
        h = torch.zeros(len(texts), HIDDEN)
        for t in range(x.shape[1]):
            i = [x[:, t] @ w.T + b for w, b in zip(w_i, b_i)]
            r = torch.sigmoid(i[0] + h @ w_h[0].T + b_h[0])
            z = torch.sigmoid(i[1] + h @ w_h[1].T + b_h[1])
            n = torch.tanh(i[2] + (r * h) @ w_h[2].T + b_h[2])
            h = (1 - z) * n + z * h
        return h


def main():
    torch.set_num_threads(1)
    golden = {"texts": TEXTS}
    for name, resets_before in {"after": False, "before": True}.items():
        network = Net(resets_before)
        fill(network)
        states = network(torch.tensor(TEXTS))
        states.square().sum().backward()
        golden[name] = {
            "states": numbers(states),
            "gradients": {key: numbers(value.grad) for key, value in network.named_parameters()}}
    OUT.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
