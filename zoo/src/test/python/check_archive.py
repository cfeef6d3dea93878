"""Checks archives that TorchScriptArchiveTest wrote: torch.jit.load reads them, and torchvision takes their weights.

Run from the project's root, with the packages of requirements.txt, after `mvn verify`:
    python zoo/src/test/python/check_archive.py
"""

from pathlib import Path

import torch
import torchvision

for name in ["resnet18", "vgg16_bn"]:
    path = Path("zoo/target/archives") / f"{name}.pt"
    module = torch.jit.load(str(path)).eval()
    network = getattr(torchvision.models, name)(num_classes=5).eval()
    network.load_state_dict(module.state_dict(), strict=True)
    pixels = torch.randint(0, 256, (2, 64, 64, 3), dtype=torch.uint8)
    mean = torch.tensor([123.675, 116.28, 103.53]).reshape(1, 3, 1, 1)
    deviation = torch.tensor([58.395, 57.12, 57.375]).reshape(1, 3, 1, 1)
    with torch.no_grad():
        expected = network((pixels.permute(0, 3, 1, 2).float() - mean) / deviation)
        actual = module(pixels)
    print(name, "largest relative difference", float((expected - actual).abs().max() / expected.abs().max()))
    torch.testing.assert_close(actual, expected, rtol=1e-4, atol=1e-4)
    again = path.with_suffix(".resaved.pt")
    module.save(str(again))
    assert torch.equal(torch.jit.load(str(again)).eval()(pixels), actual)
