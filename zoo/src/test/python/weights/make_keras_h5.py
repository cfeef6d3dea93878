"""Makes HDF5 files as Keras writes them, and files that are none.

    python make_keras_h5.py ../../resources/org/tagzoo/zoo/weights/keras-h5
    python make_keras_h5.py --whole FOLDER

The first makes small files, whose numbers are 0, 1, 2 and so on. The second makes vgg16.h5, the whole VGG16 without its
dense layers, with weights by a formula, and vgg16.json: its last map for a formula's image, computed as Keras does, with
kernels as they are and BGR less its means; and the same of Inception v3, its embedding of an image. KerasH5Test reads both. Written with h5py 3.12.1, numpy 2.4.6 and, for
--whole, PyTorch 2.7.1.
"""

import json
import sys
import zlib
from pathlib import Path

import h5py
import numpy


def counted(*shape):
    return numpy.arange(numpy.prod(shape), dtype=numpy.float32).reshape(shape)


def layer(model, name, weights, nested=True, **options):
    group = model.create_group(name)
    names = []
    for kind, values in weights.items():
        path = f"{name}/{kind}:0" if nested else f"{name}_{kind}_1:0"
        group.create_dataset(path, data=values, **options)
        names.append(path.encode())
    group.attrs["weight_names"] = names


def packed(file, shape, times):
    options = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    options.set_chunk(shape)
    for _ in range(times):
        options.set_deflate(9)
    group = file.create_group("conv")
    tensor = h5py.h5d.create(group.id, b"kernel:0", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(shape), options)
    tensor.write(h5py.h5s.ALL, h5py.h5s.ALL, counted(*shape))
    return tensor


def small(folder):
    weights = {"kernel": counted(3, 3, 2, 4), "bias": counted(4)}
    norm = {kind: counted(4) + 10 * i for i, kind in enumerate(("gamma", "beta", "moving_mean", "moving_variance"))}
    with h5py.File(folder / "keras2.h5", "w") as file:
        model = file.create_group("model_weights")
        model.attrs["layer_names"] = [b"conv", b"bn_conv", b"pool"]
        layer(model, "conv", weights)
        layer(model, "bn_conv", norm)
        layer(model, "pool", {})
        file.create_group("optimizer_weights").create_dataset("x", data=counted(2))
    with h5py.File(folder / "keras1.h5", "w") as file:
        layer(file, "conv", {"W": weights["kernel"], "b": weights["bias"]}, nested=False)
        layer(file, "bn_conv", {
            "gamma": norm["gamma"], "beta": norm["beta"],
            "running_mean": norm["moving_mean"], "running_std": norm["moving_variance"]}, nested=False)
    with h5py.File(folder / "packed.h5", "w") as file:
        layer(file, "conv", {"kernel": counted(3, 3, 64, 40)}, chunks=(2, 2, 16, 16), compression="gzip", shuffle=True)
    with h5py.File(folder / "refused-room.h5", "w") as file:
        file.create_group("conv").create_dataset("kernel:0", (1 << 14, 1 << 14), "float32", chunks=(1024, 1024))
    with h5py.File(folder / "refused-float64.h5", "w") as file:
        layer(file, "conv", {"kernel": counted(2, 2).astype(numpy.float64)})
    with h5py.File(folder / "refused-filter.h5", "w") as file:
        layer(file, "conv", {"kernel": counted(8, 8)}, chunks=(8, 8), compression="lzf")
    with h5py.File(folder / "refused-link.h5", "w") as file:
        file["conv"] = h5py.ExternalLink("/etc/passwd", "/")
    with h5py.File(folder / "refused-deep.h5", "w") as file:
        file.create_group("/".join("abcdefgh" * 2)).create_dataset("kernel:0", data=counted(2))
    with h5py.File(folder / "refused-links.h5", "w") as file:
        # Six floors of groups, each with fifty hard links to the one below: 50 to the 6th ways down.
        floors = [file.create_group("0")] + [file.create_group(f"floor{i}") for i in range(1, 6)]
        for above, below in zip(floors, floors[1:]):
            for link in range(50):
                above[f"{link}"] = below
        for floor in floors[1:]:
            del file[floor.name]
    with h5py.File(folder / "refused-twice.h5", "w") as file:
        packed(file, (8, 8), 2)
    with h5py.File(folder / "refused-bomb.h5", "w") as file:
        packed(file, (8, 8), 1).write_direct_chunk((0, 0), zlib.compress(bytes(1 << 20), 9))
    whole = (folder / "keras2.h5").read_bytes()
    (folder / "refused-short.h5").write_bytes(whole[: len(whole) // 3])


def uniform(name, count):
    """Numbers from -0.5 to 0.5 by a multiplicative hash of (name, index)."""
    index = numpy.arange(count, dtype=numpy.uint64)
    bits = (index * numpy.uint64(2654435761) + numpy.uint64(zlib.crc32(name.encode()))) & numpy.uint64(0xFFFFFFFF)
    bits = ((bits ^ (bits >> numpy.uint64(15))) * numpy.uint64(2246822519)) & numpy.uint64(0xFFFFFFFF)
    return bits.astype(numpy.float64) / 2**32 - 0.5


class Inception:
    """Keras's Inception v3, layer by layer in the order in which its code makes them, written to a file and computed."""

    def __init__(self, file):
        self.file, self.count = file, 0

    def unit(self, x, width, rows, columns, stride=1, same=True):
        import torch
        import torch.nn.functional as F

        self.count += 1
        number = f"_{self.count}"
        shape = (rows, columns, x.shape[1], width)
        scale = numpy.sqrt(24 / (rows * columns * x.shape[1]))
        kernel = (uniform("conv2d" + number, numpy.prod(shape)) * scale).astype(numpy.float32).reshape(shape)
        norm = {kind: (uniform(kind + number, width) * 0.2 + offset).astype(numpy.float32)
                for kind, offset in (("beta", 0.1), ("moving_mean", 0), ("moving_variance", 1))}
        layer(self.file, "conv2d" + number, {"kernel": kernel})
        layer(self.file, "batch_normalization" + number, norm)
        padding = (rows // 2, columns // 2) if same else 0
        x = F.conv2d(x, torch.from_numpy(kernel).permute(3, 2, 0, 1), stride=stride, padding=padding)
        beta, mean, variance = (torch.from_numpy(norm[kind]) for kind in ("beta", "moving_mean", "moving_variance"))
        return F.relu(F.batch_norm(x, mean, variance, None, beta, False, 0, 1e-3))

    def pooled(self, x, width):
        import torch.nn.functional as F

        # As torchvision pools at the border; Keras would leave padding out, by count_include_pad=False.
        return self.unit(F.avg_pool2d(x, 3, 1, 1), width, 1, 1)

    def fine(self, x, width):
        one = self.unit(x, 64, 1, 1)
        five = self.unit(self.unit(x, 48, 1, 1), 64, 5, 5)
        three = self.unit(self.unit(self.unit(x, 64, 1, 1), 96, 3, 3), 96, 3, 3)
        return [one, five, three, self.pooled(x, width)]

    def middle(self, x, width):
        one = self.unit(x, 192, 1, 1)
        seven = self.unit(self.unit(self.unit(x, width, 1, 1), width, 1, 7), 192, 7, 1)
        twice = self.unit(self.unit(self.unit(x, width, 1, 1), width, 7, 1), width, 1, 7)
        twice = self.unit(self.unit(twice, width, 7, 1), 192, 1, 7)
        return [one, seven, twice, self.pooled(x, 192)]

    def coarse(self, x):
        one = self.unit(x, 320, 1, 1)
        three = self.unit(x, 384, 1, 1)
        threes = [self.unit(three, 384, 1, 3), self.unit(three, 384, 3, 1)]
        twice = self.unit(self.unit(x, 448, 1, 1), 384, 3, 3)
        twices = [self.unit(twice, 384, 1, 3), self.unit(twice, 384, 3, 1)]
        return [one, *threes, *twices, self.pooled(x, 192)]

    def embed(self, x):
        import torch
        import torch.nn.functional as F

        x = self.unit(self.unit(x, 32, 3, 3, 2, False), 32, 3, 3, 1, False)
        x = F.max_pool2d(self.unit(x, 64, 3, 3), 3, 2)
        x = F.max_pool2d(self.unit(self.unit(x, 80, 1, 1), 192, 3, 3, 1, False), 3, 2)
        for width in (32, 64, 64):
            x = torch.cat(self.fine(x, width), 1)
        three = self.unit(x, 384, 3, 3, 2, False)
        twice = self.unit(self.unit(self.unit(x, 64, 1, 1), 96, 3, 3), 96, 3, 3, 2, False)
        x = torch.cat([three, twice, F.max_pool2d(x, 3, 2)], 1)
        for width in (128, 160, 160, 192):
            x = torch.cat(self.middle(x, width), 1)
        three = self.unit(self.unit(x, 192, 1, 1), 320, 3, 3, 2, False)
        seven = self.unit(self.unit(self.unit(x, 192, 1, 1), 192, 1, 7), 192, 7, 1)
        x = torch.cat([three, self.unit(seven, 192, 3, 3, 2, False), F.max_pool2d(x, 3, 2)], 1)
        for _ in range(2):
            x = torch.cat(self.coarse(x), 1)
        return x.mean((2, 3))


def inception(folder):
    import torch

    torch.set_num_threads(1)
    size = 75
    pixels = ((uniform("pixels", size * size * 3) + 0.5) * 256).astype(numpy.uint8).reshape(1, size, size, 3)
    x = torch.from_numpy(pixels.astype(numpy.float32) / 127.5 - 1).permute(0, 3, 1, 2)
    with h5py.File(folder / "inception_v3.h5", "w") as file:
        embedding = Inception(file).embed(x)
    (folder / "inception_v3.json").write_text(json.dumps(embedding.flatten().tolist()) + "\n")


def whole(folder):
    import torch
    import torch.nn.functional as F

    inception(folder)
    torch.set_num_threads(1)
    size = 64
    pixels = ((uniform("pixels", size * size * 3) + 0.5) * 256).astype(numpy.uint8).reshape(1, size, size, 3)
    x = torch.from_numpy(pixels[..., ::-1].astype(numpy.float32) - numpy.float32([103.939, 116.779, 123.68]))
    x = x.permute(0, 3, 1, 2)
    channels = 3
    with h5py.File(folder / "vgg16.h5", "w") as file:
        for block, (count, width) in enumerate(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)), 1):
            for i in range(1, count + 1):
                name = f"block{block}_conv{i}"
                shape = (3, 3, channels, width)
                scale = numpy.sqrt(24 / (9 * channels))
                kernel = (uniform(name, numpy.prod(shape)) * scale).astype(numpy.float32).reshape(shape)
                bias = (uniform(name + "/bias", width) * 0.2).astype(numpy.float32)
                layer(file, name, {"kernel": kernel, "bias": bias})
                x = F.relu(F.conv2d(x, torch.from_numpy(kernel).permute(3, 2, 0, 1), torch.from_numpy(bias), padding=1))
                channels = width
            x = F.max_pool2d(x, 2, 2)
    # As Keras flattens: positions first, then channels.
    (folder / "vgg16.json").write_text(json.dumps(x.permute(0, 2, 3, 1).flatten().tolist()) + "\n")


if __name__ == "__main__":
    folder = Path(sys.argv[-1])
    folder.mkdir(parents=True, exist_ok=True)
    whole(folder) if "--whole" in sys.argv else small(folder)
