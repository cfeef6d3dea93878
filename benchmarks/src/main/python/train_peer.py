"""What TrainNetwork.java does, as a plain PyTorch loop.

    python train_peer.py WEIGHTS NETWORK SIZE BATCH PIXELS TARGETS UPDATES RATE MOMENTUM eager|channels_last|bfloat16

`bfloat16` is autocast with channels_last. Bytes become normalised floats within the measured time, on both sides; the
images of a batch are gathered in a new random order each epoch.
"""

import json
import sys

import numpy
import torch
import torchvision

from side_by_side import work_in_turns

MEAN = torch.tensor([123.675, 116.28, 103.53]).view(1, 3, 1, 1)
STD = torch.tensor([58.395, 57.12, 57.375]).view(1, 3, 1, 1)


class Training:
    def __init__(self, weights, name, labels, rate, momentum, kind):
        self.kind = kind
        self.layout = torch.contiguous_format if kind == "eager" else torch.channels_last
        network = getattr(torchvision.models, name)(weights=None, num_classes=labels)
        network.load_state_dict(torch.load(weights, weights_only=True))
        self.network = network.to(memory_format=self.layout).train()
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=rate, momentum=momentum)
        self.loss = torch.nn.BCEWithLogitsLoss()

    def update(self, bytes_, targets):
        images = (bytes_.permute(0, 3, 1, 2).float() - MEAN) / STD
        self.optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.kind == "bfloat16"):
            value = self.loss(self.network(images.contiguous(memory_format=self.layout)), targets)
        value.backward()
        self.optimizer.step()
        return value.item()


def main():
    weights, name, size, batch, pixels, targets, updates, rate, momentum, kind = sys.argv[1:]
    size, batch = int(size), int(batch)
    pixels = torch.from_numpy(numpy.fromfile(pixels, numpy.uint8)).view(-1, size, size, 3)
    targets = torch.from_numpy(numpy.fromfile(targets, numpy.uint8)).view(len(pixels), -1).float()
    begin = [weights, name, targets.shape[1], float(rate), float(momentum), kind]
    training = Training(*begin)
    print(json.dumps([training.update(pixels[:batch], targets[:batch]) for _ in range(int(updates))]), flush=True)
    training = Training(*begin)

    def epoch():
        for items in torch.randperm(len(pixels)).split(batch):
            training.update(pixels[items], targets[items])

    work_in_turns(epoch)


main()
