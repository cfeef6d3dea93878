"""Checks archives that TorchScriptArchiveTest wrote: torch.jit.load reads them, and torchvision takes their weights.
Where there is a second method, the mean of what it gives over all positions is the logit, in training mode too.

Run from the project's root, with the packages of requirements.txt, after the test. It leaves two archives,
and one of every architecture (2 GB) if it is told so:
    mvn -pl zoo -am test -Dtest=TorchScriptArchiveTest -Dsurefire.failIfNoSpecifiedTests=false -Dtagzoo.archives=all
    python zoo/src/test/python/check_archive.py
"""

from pathlib import Path

import torch

from make_networks import LABELS, build, normalized, pixels

SIZE = 128

for path in sorted(Path("zoo/target/archives").glob("*.pt")):
    module = torch.jit.load(str(path)).eval()
    network = build(path.stem, num_classes=LABELS).eval()
    network.load_state_dict(module.state_dict(), strict=True)
    with torch.no_grad():
        expected = network(normalized(2, SIZE, SIZE))
        actual = module(pixels(2, SIZE, SIZE))
    difference = float((expected - actual).abs().max() / expected.abs().max())
    print(f"{path.stem}: {len(network.state_dict())} tensors loaded, largest relative difference {difference:.1e}")
    assert difference < 1e-4
    if not path.stem.startswith("vgg"):
        with torch.no_grad():
            mean = module.train().activations(pixels(2, SIZE, SIZE)).mean(dim=(1, 2))
        module.eval()
        difference = float((mean - actual).abs().max() / actual.abs().max())
        print(f"{path.stem}: mean of activations, largest relative difference {difference:.1e}")
        assert difference < 1e-4
    again = path.with_suffix(".resaved")
    module.save(str(again))
    assert torch.equal(torch.jit.load(str(again)).eval()(pixels(2, SIZE, SIZE)), actual)
    again.unlink()
