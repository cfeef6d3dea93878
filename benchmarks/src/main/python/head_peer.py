"""What TrainHead.java does, in PyTorch or scikit-learn.

    python head_peer.py FEATURES WIDTH TARGETS LABELS BATCH UPDATES RATE MOMENTUM slices|loader|sklearn

`slices` gathers the rows of each batch by their indices, `loader` is a `DataLoader` over a `TensorDataset` with a worker a
core, `sklearn` an `SGDClassifier` a label, which learns from one example at a time and keeps no momentum.
"""

import json
import os
import sys

import numpy

from side_by_side import work_in_turns


class Training:
    def __init__(self, width, labels, rate, momentum):
        import torch

        self.network = torch.nn.Linear(width, labels)
        torch.nn.init.zeros_(self.network.weight)
        torch.nn.init.zeros_(self.network.bias)
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=rate, momentum=momentum)
        self.loss = torch.nn.BCEWithLogitsLoss()

    def update(self, features, targets):
        self.optimizer.zero_grad()
        value = self.loss(self.network(features), targets)
        value.backward()
        self.optimizer.step()
        return value.item()


def pytorch(features, targets, batch, updates, begin, kind):
    import torch

    features, targets = torch.from_numpy(features), torch.from_numpy(targets).float()
    training = Training(*begin)
    print(json.dumps([training.update(features[:batch], targets[:batch]) for _ in range(updates)]), flush=True)
    training = Training(*begin)
    if kind == "loader":
        data = torch.utils.data.TensorDataset(features, targets)
        loader = torch.utils.data.DataLoader(
            data, batch, shuffle=True, num_workers=os.cpu_count(), persistent_workers=True
        )

        def epoch():
            for some, wanted in loader:
                training.update(some, wanted)

    else:

        def epoch():
            for items in torch.randperm(len(features)).split(batch):
                training.update(features[items], targets[items])

    work_in_turns(epoch)


def sklearn(features, targets, rate):
    from sklearn.linear_model import SGDClassifier

    models = [
        SGDClassifier(loss="log_loss", penalty=None, learning_rate="constant", eta0=rate, random_state=1)
        for _ in targets[0]
    ]
    print(json.dumps([]), flush=True)

    def epoch():
        for label, model in enumerate(models):
            model.partial_fit(features, targets[:, label], classes=[0, 1])

    work_in_turns(epoch)


def main():
    features, width, targets, labels, batch, updates, rate, momentum, kind = sys.argv[1:]
    features = numpy.fromfile(features, "<f4").reshape(-1, int(width))
    targets = numpy.fromfile(targets, numpy.uint8).reshape(-1, int(labels))
    if kind == "sklearn":
        sklearn(features, targets, float(rate))
    else:
        begin = [int(width), int(labels), float(rate), float(momentum)]
        pytorch(features, targets, int(batch), int(updates), begin, kind)


main()
