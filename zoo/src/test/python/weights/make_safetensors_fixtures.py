"""Makes the safetensors files that the tests compare with, by the Python package.

    python make_safetensors_fixtures.py ../../resources/org/tagzoo/zoo/weights

mixed.safetensors has a tensor of each number type; mixed.json has their values as float32 bits.
plain.safetensors has float32 only: TagZoo's writer must give the same bytes.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

folder = Path(sys.argv[1])
special = [0.0, -0.0, 1.0, -2.5, 65504.0, 6.1e-5, 6e-8, 0.1, float("inf"), float("-inf"), float("nan")]
mixed = {
    "double": torch.tensor([[0.1, 1e-300, 1e300], [1 / 3, -7.0, 16777217.0]], dtype=torch.float64),
    "float": torch.tensor(special + [3.4e38, 1e-45], dtype=torch.float32),
    "half": torch.tensor(special, dtype=torch.float16),
    "bfloat": torch.tensor(special + [3e38], dtype=torch.bfloat16),
    "bn1.num_batches_tracked": torch.tensor(123456789012, dtype=torch.int64),
    "int": torch.tensor([-(2**31), 5], dtype=torch.int32),
    "short": torch.tensor([-32768, 32767], dtype=torch.int16),
    "byte": torch.tensor([-128, 127], dtype=torch.int8),
    "unsigned": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False, True]),
    "empty": torch.zeros((0, 3)),
}
save_file(mixed, folder / "mixed.safetensors", metadata={"format": "pt"})
expected = {
    name: {"shape": list(t.shape), "bits": t.to(torch.float32).flatten().view(torch.int32).tolist()}
    for name, t in mixed.items()
}
(folder / "mixed.json").write_text(json.dumps(expected, indent=1) + "\n")

generator = torch.Generator().manual_seed(1)
plain = {
    "fc.weight": torch.randn((3, 5), generator=generator),
    "bn1.weight": torch.randn((7,), generator=generator),
    "scalar": torch.tensor(2.5),
    "conv1.weight": torch.randn((2, 3, 1, 1), generator=generator),
}
save_file(plain, folder / "plain.safetensors", metadata={"format": "pt"})
