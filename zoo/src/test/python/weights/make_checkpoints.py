"""Makes checkpoints as training programs keep them, all of one small network whose fc.weight is 1 to 6 and whose fc.bias is 7, 8.

    python make_checkpoints.py ../../resources/org/tagzoo/zoo/weights/checkpoints

Those under "refused" can't be used; the test says why. Written with PyTorch 2.7.1 and numpy 2.2.6.
"""

import argparse
import collections
import datetime
import pathlib
import sys
from collections import OrderedDict

import numpy
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

folder = pathlib.Path(sys.argv[1])
refused = folder / "refused"
refused.mkdir(parents=True, exist_ok=True)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 2)
        with torch.no_grad():
            self.fc.weight.copy_(torch.arange(1.0, 7).reshape(2, 3))
            self.fc.bias.copy_(torch.tensor([7.0, 8.0]))

    def forward(self, x):
        return self.fc(x)


class Within(nn.Module):
    """A module of a training program that has the network, and other tensors."""

    def __init__(self, name, **others):
        super().__init__()
        setattr(self, name, Net())
        for other, tensor in others.items():
            self.register_buffer(other, tensor)


def other(state):
    return OrderedDict((name, tensor + 100) for name, tensor in state.items())


def prefixed(prefix, state):
    return OrderedDict((prefix + name, tensor) for name, tensor in state.items())


net = Net()
optimizer = torch.optim.Adam(net.parameters())
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1)
state = OrderedDict((name, tensor.clone()) for name, tensor in net.state_dict().items())
net(torch.ones(2, 3)).sum().backward()
optimizer.step()
args = argparse.Namespace(lr=0.1, device=torch.device("cpu"), data=pathlib.PurePosixPath("/data"))
training = {"epoch": 3, "arch": "resnet18", "best_acc1": torch.tensor(71.5), "optimizer": optimizer.state_dict(), "lr_scheduler": schedule.state_dict(), "args": args}
things = {
    "when": datetime.datetime(2026, 1, 2),
    "score": numpy.float64(0.5),
    "array": numpy.arange(3),
    "counts": collections.Counter(a=2),
    "default": collections.defaultdict(list, a=[1]),
    "queue": collections.deque([1, 2]),
    "set": {1, 2},
    "frozen": frozenset({3}),
    "type": torch.float16,
    "size": torch.Size([1, 2]),
    "complex": torch.tensor([1j]),
    "sparse": torch.eye(2).to_sparse(),
    "quantized": torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8),
    "float8": torch.ones(2).to(torch.float8_e4m3fn),
    "generator": torch.get_rng_state(),
    "module": nn.ReLU(),
    ("a", "pair"): 1,
    None: 2,
    "long": 1 << 80,
}


def save(name, saved, **how):
    torch.save(saved, folder / name, **how)


save("imagenet.pth.tar", {**training, "state_dict": prefixed("module.", state)})
save("lightning.ckpt", {**training, "state_dict": {**Within("model", pos_weight=torch.ones(9)).state_dict()}, "hyper_parameters": args, "pytorch-lightning_version": "2.4.0", "callbacks": {"ModelCheckpoint": {"best": torch.tensor(0.5)}}})
save("lightning-net.ckpt", {"state_dict": Within("classifier_net").state_dict()})
save("lightning-ema.ckpt", {"state_dict": {**prefixed("ema_model.module.", other(state)), **prefixed("model.", state)}})
save("compiled.pth", prefixed("_orig_mod.", state))
save("compiled-parallel.pth", prefixed("module._orig_mod.", state))
save("lightning-compiled.ckpt", {"state_dict": prefixed("model._orig_mod.", state)})
save("averaged.pth", AveragedModel(Net()).state_dict())
save("torchvision.pth", {**training, "model": state, "model_ema": AveragedModel(Net()).state_dict()})
save("timm.pth.tar", {**training, "state_dict": state, "state_dict_ema": other(state)})
save("only-ema.pth", {"ema": {"decay": 0.9, "shadow": state}, "step": 5})
save("ema-module.pth", {"epoch": 1, "ema": prefixed("module.", state)})
save("ema-state.pth", {"epoch": 1, "model": None, "ema_state_dict": state})
save("net.pth", {"net": state, "acc": 91.5, "epoch": 3})
save("deepspeed.pt", {"module": state, "optimizer": None, "global_steps": 7, "things": things})
save("nested.pth", {"checkpoint": 1, "model": {"config": {"a": 1}, "state_dict": state}})
save("any-key.pth", {"weights of it": state, "epoch": 1})
save("flat.pth", {**state, "epoch": 3, "name": "net", "history": [0.1, 0.2], "optimizer": optimizer.state_dict(), "done": None, "best": True})
save("parts.pth", {"backbone.fc.weight": state["fc.weight"], "backbone.fc.bias": state["fc.bias"], "head.weight": torch.ones(9)})
save("things.pth", {"model_state_dict": state, **things})
save("half.pth", {"model": OrderedDict((name, tensor.half()) for name, tensor in state.items())})
legacy = {name: thing for name, thing in things.items() if name not in ("complex", "quantized", "float8")}
save("things-legacy.pth", {"model_state_dict": state, **legacy}, _use_new_zipfile_serialization=False)

save("refused/two-encoders.pth", {"state_dict": {**prefixed("encoder_q.", state), **prefixed("encoder_k.", state)}})
save("refused/student-teacher.pth", {"student": state, "teacher": state})
save("refused/whole-model.pth", {"epoch": 1, "model": nn.Linear(2, 2)})
save("refused/sparse.pth", {"fc.weight": state["fc.weight"].to_sparse(), "fc.bias": state["fc.bias"]})
save("refused/list.pth", list(state.values()))
for name, value in (("nan", float("nan")), ("infinite", float("-inf"))):
    broken = OrderedDict((key, tensor.clone()) for key, tensor in state.items())
    broken["fc.weight"][1, 1:] = value
    save(f"refused/{name}.pth", prefixed("module.", broken))
save("refused/overflow.pth", {"fc.weight": state["fc.weight"].double() * 1e300, "fc.bias": state["fc.bias"]})
