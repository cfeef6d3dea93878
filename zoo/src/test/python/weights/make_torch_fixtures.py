"""Makes the PyTorch files that the tests read, with torch.save and torch.jit.save, and what they hold.

    python make_torch_fixtures.py ../../resources/org/tagzoo/zoo/weights

torch.json has each file's tensors, by torch.load or torch.jit.load: shapes, and values as float32 bits.
The files under "refused" ask for more than tensors; the test names what.
"""

import io
import json
import os
import pickle
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn

folder = Path(sys.argv[1])
generator = torch.Generator().manual_seed(4)
special = [0.0, -0.0, 1.0, -2.5, 65504.0, 6.1e-5, 6e-8, 0.1, float("inf"), float("-inf"), float("nan")]


def normal(*shape):
    return torch.randn(shape, generator=generator)


class Net(nn.Module):
    """Two convolutions and two norms, one of them within another module, and a tied weight."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.layer1 = nn.Sequential(nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4), nn.ReLU())
        self.fc = nn.Linear(4, 4, bias=False)
        self.tied = nn.Linear(4, 4)
        self.tied.weight = self.fc.weight
        self.register_buffer("scale", torch.tensor([2.0, 3.0]))
        self.note = torch.tensor([7.0])  # an attribute, and no part of the state_dict

    def forward(self, x):
        x = self.layer1(torch.relu(self.bn1(self.conv1(x)))).mean([2, 3])
        return self.tied(self.fc(x)) * self.scale.sum() + self.note


class Runs:
    """Asks for a command to be run when it is unpickled."""

    def __reduce__(self):
        return os.system, ("true",)


def tensors():
    base = normal(6, 8)
    tied = normal(3, 2)
    mixed = OrderedDict(
        conv=normal(2, 3, 3, 3),
        channels_last=normal(2, 3, 2, 2).to(memory_format=torch.channels_last),
        transposed=base.t(),
        sliced=base[1:5, 2:7:2],
        row=base[4],
        tied_a=tied,
        tied_b=tied,
        parameter=nn.Parameter(normal(5)),
        double=torch.tensor([[0.1, 1e-300], [1 / 3, -7.0]], dtype=torch.float64),
        half=torch.tensor(special, dtype=torch.float16),
        half_transposed=normal(4, 3).to(torch.float16).t(),
        bfloat=torch.tensor(special + [3e38], dtype=torch.bfloat16),
        counter=torch.tensor(123456789012),
        int=torch.tensor([-(2**31), 5], dtype=torch.int32),
        short=torch.tensor([-32768, 32767], dtype=torch.int16),
        byte=torch.tensor([-128, 127], dtype=torch.int8),
        unsigned=torch.tensor([0, 255], dtype=torch.uint8),
        bool=torch.tensor([True, False, True]),
        scalar=torch.tensor(2.5),
        empty=torch.zeros((0, 3)),
    )
    mixed["name with spaces, ümlaut and 猫"] = normal(2)
    mixed._metadata = OrderedDict({"": {"version": 1}})
    return mixed


def wrapped(state):
    return {"module." + name: tensor for name, tensor in state.items()}


def main():
    torch.manual_seed(4)
    net = Net().eval()
    state = net.state_dict()
    optimizer = torch.optim.Adam(net.parameters())
    net(normal(2, 3, 5, 5)).sum().backward()
    optimizer.step()
    mixed = tensors()
    training = {"epoch": 3, "loss": 0.25, "optimizer": optimizer.state_dict(), "done": None, "names": ["a", "b"]}
    torch.save(mixed, folder / "torch-zip.pth")
    torch.save(mixed, folder / "torch-legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({**training, "state_dict": wrapped(state)}, folder / "nested-zip.pth")
    torch.save({**training, "model": state}, folder / "nested-legacy.pth", _use_new_zipfile_serialization=False)
    script = torch.jit.script(net)
    torch.jit.save(script, folder / "scripted.pt")
    torch.jit.save(torch.jit.trace(net, normal(1, 3, 5, 5)), folder / "traced.pt")
    expected = {
        "torch-zip.pth": mixed,
        "torch-legacy.pth": mixed,
        "nested-zip.pth": state,
        "scripted.pt": torch.jit.load(folder / "scripted.pt").state_dict(),
        "traced.pt": torch.jit.load(folder / "traced.pt").state_dict(),
    }
    # A legacy file keeps the optimizer's storages too, which belong to no tensor of the state_dict.
    expected["nested-legacy.pth"] = torch.load(folder / "nested-legacy.pth")["model"]
    listing = {
        file: {
            name: {
                "shape": list(tensor.shape),
                "bits": tensor.detach().to(torch.float32).contiguous().flatten().view(torch.int32).tolist(),
            }
            for name, tensor in held.items()
        }
        for file, held in expected.items()
    }
    (folder / "torch.json").write_text(json.dumps(listing) + "\n")

    refused = folder / "refused"
    refused.mkdir(exist_ok=True)
    torch.save(nn.Linear(2, 2), refused / "module-zip.pth")
    # Without the module's source, which the old format would take along.
    torch.serialization.get_source_lines_and_file = lambda module: ("", 0, "module.py")
    torch.save(nn.Linear(2, 2), refused / "module-legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({"weight": normal(2), "run": Runs()}, refused / "command-zip.pth")
    torch.save({"weight": normal(2), "run": Runs()}, refused / "command-legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({"weight": normal(2)}, refused / "protocol4.pth", pickle_protocol=4)
    torch.save({"weight": normal(2).to(torch.float8_e4m3fn)}, refused / "float8.pth")
    torch.save({"weight": normal(1).expand(1000)}, refused / "expanded.pth")
    torch.jit.save(torch.jit.freeze(script), refused / "frozen.pt")
    for name in ["module.Linear", "decimal.Decimal", "datetime.date", "array.array"]:
        write_global(refused / (name + ".pth"), *name.split("."))
    with zipfile.ZipFile(refused / "no-pickle.zip", "w") as archive:
        archive.writestr("a/b.txt", "no weights")
    with zipfile.ZipFile(refused / "outside.pth", "w") as archive:
        archive.writestr("a/data.pkl", pickle.dumps({}, 2))
        archive.writestr("a/../../outside", "x")
    with zipfile.ZipFile(folder / "torch-zip.pth") as whole:
        with zipfile.ZipFile(refused / "compressed.pth", "w", zipfile.ZIP_DEFLATED) as archive:
            for name in whole.namelist():
                archive.writestr(name, whole.read(name))
    (refused / "tar.pth").write_bytes(b"storages/" + bytes(600))


def write_global(path, module, name):
    """A file whose pickle calls something that the unpickling library would make by itself."""
    body = io.BytesIO()
    body.write(b"\x80\x02}q\x00(X\x01\x00\x00\x00ac" + f"{module}\n{name}\n".encode() + b"X\x01\x00\x00\x001\x85Ru.")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/data.pkl", body.getvalue())


main()
