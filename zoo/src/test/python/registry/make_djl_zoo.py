"""Writes djl/: a model zoo as DJL's own lies on its host, with small files, for tests; or one with whole ResNets.

Run from the project's root, with the packages of zoo/src/test/python/requirements.txt:
    python zoo/src/test/python/registry/make_djl_zoo.py
    python zoo/src/test/python/registry/make_djl_zoo.py FOLDER    torchvision's ResNet-18 with random weights
Beside the zoo, expected.json has what PyTorch reads from its archives: each tensor's shape, and its numbers.
"""

import gzip
import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path

import torch
import torchvision

OUT = Path("zoo/src/test/resources/org/tagzoo/zoo/registry/djl")
ARTIFACT = "model/cv/image_classification/ai/djl/pytorch/resnet"


class Tiny(torch.nn.Module):
    """A ResNet's first and last layers, narrow."""

    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 4, 3, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(4)
        self.fc = torch.nn.Linear(4, 5)

    def forward(self, x):
        return self.fc(torch.relu(self.bn1(self.conv1(x))).mean((2, 3)))


def traced(network, size):
    archive = io.BytesIO()
    torch.jit.save(torch.jit.trace(network.eval(), torch.zeros(1, 3, size, size)), archive)
    return archive.getvalue()


def packed(content):
    return gzip.compress(content, mtime=0)


def tar(files):
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed(whole.getvalue())


def artifact(name, file, content, sha1):
    return {
        "version": "0.0.1",
        "snapshot": False,
        "name": name,
        "properties": {"dataset": "imagenet"},
        "arguments": {"width": 224, "height": 224, "resize": True, "normalize": True},
        "files": {"model": {"uri": f"0.0.1/{file}", "sha1Hash": sha1, "size": len(content)}},
    }


def write(folder, files, wrong=()):
    """Writes the zoo; it lists another hash than the file's own for what is wrong."""
    place = folder / ARTIFACT
    (place / "0.0.1").mkdir(parents=True, exist_ok=True)
    artifacts = []
    for file, content in files.items():
        (place / "0.0.1" / file).write_bytes(content)
        sha1 = hashlib.sha1(b"other" if file in wrong else content).hexdigest()
        artifacts.append(artifact(file.split(".")[0], file, content, sha1))
    metadata = {
        "metadataVersion": "0.2",
        "resourceType": "model",
        "application": "cv/image_classification",
        "groupId": "ai.djl.pytorch",
        "artifactId": "resnet",
        "name": "Resnet",
        "artifacts": artifacts,
    }
    (place / "metadata.json").write_text(json.dumps(metadata, indent=1) + "\n")


def main():
    torch.manual_seed(1)
    if len(sys.argv) > 1:
        write(Path(sys.argv[1]), {"traced_resnet18.pt.gz": packed(traced(torchvision.models.resnet18(), 224))})
        return
    network = Tiny()
    script = traced(network, 8)
    write(
        OUT,
        {
            "tiny.pt.gz": packed(script),
            "tiny_v1.tar.gz": tar({"tiny_v1/synset.txt": b"a\nb\n", "tiny_v1/tiny_v1.pt": script}),
            "changed.pt.gz": packed(script + b"x"),
            "large.pt.gz": packed(bytes(1 << 20)),
            "empty.tar.gz": tar({"synset.txt": b"a\n"}),
            "cut.pt.gz": packed(script)[:-100],
        },
        wrong={"changed.pt.gz"},
    )
    state = torch.jit.load(io.BytesIO(script)).state_dict()
    expected = {
        name: {"shape": list(tensor.shape), "values": tensor.flatten().tolist()}
        for name, tensor in sorted(state.items())
        if not name.endswith("num_batches_tracked")
    }
    (OUT / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
