"""Writes the small images of the decoder's tests, sound and broken, and what Pillow makes of them.

    python -m pip install -r requirements.txt
    python make_images.py ../resources/org/tagzoo/datasets/image

golden.json holds, for each sound image, its size and a few pixels as Pillow shows them: turned
upright, over white, as RGB; the same of images decoded in draft mode; and checksums of images
made by a formula after Image.resize.
"""

import io
import json
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image, ImageOps

WIDTH, HEIGHT = 24, 16
ORIENTATION = 0x0112


def colour(x, y):
    """Smooth, so that lossy formats keep it, and unlike itself turned or mirrored in any way."""
    return 255 - 10 * x, 15 * y, (x * y * 255) // (WIDTH * HEIGHT)


def alpha(x, y):
    return 0 if x < 4 else 255 if x > 18 else 17 * (x - 4)


def image(mode="RGB"):
    image = Image.new("RGBA", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.putpixel((x, y), (*colour(x, y), alpha(x, y)))
    return image if mode == "RGBA" else image.convert("RGB").convert(mode)


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation):
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    return tags


def as_seen(content):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return image.convert("RGB")


def probes(image):
    width, height = image.size
    xs = sorted({0, 1, width // 3, width // 2, width - 2, width - 1})
    ys = sorted({0, height // 2, height - 1})
    return [[x, y, *image.getpixel((x, y))] for y in ys for x in xs]


def without_segment(jpeg, marker):
    at = 2
    while jpeg[at + 1] != marker:
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    length = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    return jpeg[:at] + jpeg[at + 2 + length :]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, bits, colour_type, *chunks):
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def jpeg_claiming(jpeg, width, height):
    at = jpeg.index(b"\xff\xc0")
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def deep_rgb_png():
    rows = b""
    for y in range(HEIGHT):
        rows += b"\0"
        for x in range(WIDTH):
            rows += b"".join(struct.pack(">BB", value, (7 * x) % 256) for value in colour(x, y))
    return png(WIDTH, HEIGHT, 16, 2, chunk(b"IDAT", zlib.compress(rows)))


def clear_colour_png(bits, colour_type, transparent):
    """A small PNG, of which one gray or RGB value is transparent."""
    rows = b""
    for y in range(4):
        if colour_type == 2:
            rows += b"\0" + b"".join(bytes((60 * x, 60 * y, 40)) for x in range(4))
        else:
            rows += b"\0" + (bytes((0x1B,)) if bits == 2 else bytes(60 * x for x in range(4)))
    data = chunk(b"IDAT", zlib.compress(rows))
    clear = chunk(b"tRNS", b"".join(struct.pack(">H", value) for value in transparent))
    return png(4, 4, bits, colour_type, clear, data)


def part_of_screen_gif():
    """The first frame covers a part of the screen only."""
    gif = encoded(image().resize((6, 5)).quantize(16), "GIF")
    at = gif.index(b",", 13 + 3 * 16)
    return (
        gif[:6]
        + struct.pack("<HH", 12, 10)
        + gif[10 : at + 1]
        + struct.pack("<HH", 3, 2)
        + gif[at + 5 :]
    )


def tiff(width, height, bits, samples, photometric, rows, order="<", tile=None):
    """An uncompressed TIFF, in tiles of a side or in one strip; rows are bytes."""
    depth = samples * bits // 8
    if tile:
        parts = []
        for top in range(0, height, tile):
            for left in range(0, width, tile):
                part = b""
                for y in range(top, top + tile):
                    row = rows[y] if y < height else b""
                    part += row[left * depth : (left + tile) * depth].ljust(tile * depth, b"\x55")
                parts.append(part)
    else:
        parts = [b"".join(rows)]
    data, offsets = b"", []
    for part in parts:
        offsets.append(8 + len(data))
        data += part
    tags = [(256, [width]), (257, [height]), (258, [bits] * samples), (259, [1]), (262, [photometric]), (277, [samples])]
    sizes = [len(part) for part in parts]
    tags += [(322, [tile]), (323, [tile]), (324, offsets), (325, sizes)] if tile else [(273, offsets), (278, [height]), (279, sizes)]
    directory, beyond = struct.pack(order + "H", len(tags)), b""
    start = 8 + len(data)
    end = start + 2 + 12 * len(tags) + 4
    for tag, values in sorted(tags):
        short = tag in (258, 259, 262, 277)
        packed = struct.pack(f"{order}{len(values)}{'H' if short else 'I'}", *values)
        fits = len(packed) <= 4
        place = packed.ljust(4, b"\0") if fits else struct.pack(order + "I", end + len(beyond))
        beyond += b"" if fits else packed
        directory += struct.pack(order + "HHI", tag, 3 if short else 4, len(values)) + place
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "I", start) + data + directory + b"\0" * 4 + beyond


def tiffs():
    rgb, rgba = image(), image("RGBA")
    gray16 = rgb.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    rows = [b"".join(bytes(colour(x, y)) for x in range(WIDTH)) for y in range(HEIGHT)]
    deep = [
        b"".join(struct.pack("<H", value << 8 | (7 * x) % 256) for x in range(WIDTH) for value in colour(x, y))
        for y in range(HEIGHT)
    ]
    return {
        "bits-1.tif": encoded(rgb.convert("1"), "TIFF"),
        "group4.tif": encoded(rgb.convert("1"), "TIFF", compression="group4"),
        "gray.tif": encoded(rgb.convert("L"), "TIFF"),
        "white-is-zero.tif": encoded(rgb.convert("L"), "TIFF", tiffinfo={262: 0}),
        "gray-16.tif": encoded(gray16, "TIFF"),
        "rgb-16.tif": tiff(WIDTH, HEIGHT, 16, 3, 2, deep),
        "cmyk.tif": encoded(rgb.convert("CMYK"), "TIFF", compression="tiff_lzw"),
        "lzw.tif": encoded(rgb, "TIFF", compression="tiff_lzw"),
        "deflate.tif": encoded(rgb, "TIFF", compression="tiff_adobe_deflate"),
        "packbits.tif": encoded(rgb, "TIFF", compression="packbits"),
        "lossy.tif": encoded(rgb, "TIFF", compression="jpeg"),
        "palette.tif": encoded(rgb.quantize(16), "TIFF"),
        "rgba.tif": encoded(rgba, "TIFF"),
        "exif-6.tif": encoded(rgb, "TIFF", tiffinfo={ORIENTATION: 6}),
        "tiled.tif": tiff(WIDTH, HEIGHT, 8, 3, 2, rows, tile=16),
        "big-endian.tif": tiff(WIDTH, HEIGHT, 8, 3, 2, rows, order=">"),
        "pages.tif": encoded(rgb, "TIFF", save_all=True, append_images=[ImageOps.mirror(rgb)]),
    }


def sound():
    rgb, rgba = image(), image("RGBA")
    files = {
        "rgb.jpg": encoded(rgb, "JPEG", quality=90),
        "rgb-444.jpg": encoded(rgb, "JPEG", quality=90, subsampling=0),
        "gray.jpg": encoded(rgb.convert("L"), "JPEG", quality=90),
        "progressive.jpg": encoded(rgb, "JPEG", quality=90, progressive=True),
        "cmyk-adobe.jpg": encoded(rgb.convert("CMYK"), "JPEG", quality=95),
        "trailing.jpg": encoded(rgb, "JPEG", quality=90) + b"\0garbage\xff\xd8" * 9,
        "rgb.png": encoded(rgb, "PNG"),
        "rgba.png": encoded(rgba, "PNG"),
        "gray.png": encoded(rgb.convert("L"), "PNG"),
        "gray-alpha.png": encoded(rgba.convert("LA"), "PNG"),
        "palette.png": encoded(rgb.quantize(16), "PNG"),
        "palette-clear.png": encoded(rgb.quantize(16), "PNG", transparency=3),
        "palette-alpha.png": encoded(rgb.quantize(4), "PNG", transparency=b"\0\x40\x80\xff"),
        "bits-1.png": encoded(rgb.convert("1"), "PNG"),
        "gray-16.png": encoded(
            rgb.convert("L").convert("I").point(lambda value: value * 257).convert("I;16"), "PNG"
        ),
        "rgb-16.png": deep_rgb_png(),
        "clear-gray-2.png": clear_colour_png(2, 0, [2]),
        "clear-gray-8.png": clear_colour_png(8, 0, [120]),
        "clear-rgb.png": clear_colour_png(8, 2, [60, 120, 40]),
        "exif-6.png": encoded(rgb, "PNG", exif=exif(6)),
        "exif-8-rgba.png": encoded(rgba, "PNG", exif=exif(8)),
        "palette.gif": encoded(rgb.quantize(16), "GIF"),
        "clear.gif": encoded(rgb.quantize(16), "GIF", transparency=3),
        "animated.gif": encoded(
            rgb.quantize(16),
            "GIF",
            save_all=True,
            append_images=[ImageOps.mirror(rgb).quantize(16)],
            duration=50,
        ),
        "rgb.bmp": encoded(rgb, "BMP"),
        "gray.bmp": encoded(rgb.convert("L"), "BMP"),
        "bits-1.bmp": encoded(rgb.convert("1"), "BMP"),
        "lossy.webp": encoded(rgb, "WEBP", quality=90),
        "lossless-alpha.webp": encoded(rgba, "WEBP", lossless=True, exact=True),
        "lossy-alpha.webp": encoded(rgba, "WEBP", quality=90, exact=True),
        "exif-5.webp": encoded(rgb, "WEBP", lossless=True, exif=exif(5)),
        "animated.webp": encoded(rgb, "WEBP", save_all=True, append_images=[ImageOps.mirror(rgb)]),
        "animated-alpha.webp": encoded(
            rgba, "WEBP", save_all=True, lossless=True, append_images=[ImageOps.mirror(rgba)]
        ),
        **tiffs(),
    }
    files["cmyk-plain.jpg"] = without_segment(files["cmyk-adobe.jpg"], 0xEE)
    for orientation in range(1, 9):
        files[f"exif-{orientation}.jpg"] = encoded(
            rgb, "JPEG", quality=90, exif=exif(orientation)
        )
    seen = {name: as_seen(content) for name, content in files.items()}
    # Pillow compares the transparent gray, 2 of 0 to 3, with grays of 0 to 255.
    for y in range(4):
        seen["clear-gray-2.png"].putpixel((2, y), (255, 255, 255))
    # Pillow fills the screen around the frame with palette colour 0; browsers leave it open.
    files["part.gif"] = part_of_screen_gif()
    seen["part.gif"] = Image.new("RGB", (12, 10), "white")
    seen["part.gif"].paste(image().resize((6, 5)).quantize(16).convert("RGB"), (3, 2))
    return files, seen


def broken(files):
    jpeg, gif, bmp, webp = (files[n] for n in ("rgb.jpg", "palette.gif", "rgb.bmp", "lossy.webp"))
    still = files["rgb.png"]
    scan = jpeg.index(b"\xff\xda")
    return {
        "empty.jpg": b"",
        "text.jpg": b"<html><body>404 Not Found</body></html>\n",
        "noise.jpg": bytes((i * i * 7 + 3) % 256 for i in range(200)),
        "cut-header.jpg": jpeg[:30],
        "cut-scan.jpg": jpeg[: (scan + len(jpeg)) // 2],
        "cut-end.jpg": jpeg[:-2],
        "no-image.jpg": jpeg[:scan] + b"\xff\xd9",
        "cut-signature.png": still[:8],
        "cut-data.png": still[: len(still) // 2],
        "cut-end.png": still[:-12],
        "checksum.png": still[:-20] + bytes((still[-20] ^ 1,)) + still[-19:],
        "cut-header.gif": gif[:11],
        "cut-data.gif": gif[: len(gif) - 20],
        "cut-header.bmp": bmp[:20],
        "cut-data.bmp": bmp[:-100],
        "cut-header.webp": webp[:16],
        "cut-data.webp": webp[:-30],
        "huge.jpg": jpeg_claiming(jpeg, 65000, 65000),
        "thin.jpg": jpeg_claiming(jpeg, 9900, 9900),
        "huge.png": png(2**31 - 1, 2**31 - 1, 8, 6, chunk(b"IDAT", zlib.compress(b"\0" * 99))),
        "bomb.png": png(60000, 60000, 8, 2, chunk(b"IDAT", zlib.compress(b"\0" * 99))),
        "thin.png": png(9900, 9900, 8, 2, chunk(b"IDAT", zlib.compress(b"\0" * 99999))),
        "huge.gif": gif[:6] + struct.pack("<HH", 65000, 65000) + gif[10:],
        "huge.bmp": bmp[:18] + struct.pack("<ii", 60000, 60000) + bmp[26:],
        "huge.webp": webp[:26] + struct.pack("<HH", 16383, 16383) + webp[30:],
        "zero.png": png(0, 5, 8, 2, chunk(b"IDAT", zlib.compress(b""))),
        "zero.bmp": bmp[:18] + struct.pack("<ii", 0, 16) + bmp[26:],
        "cut-data.tif": files["lzw.tif"][:-150],
        "cut-directory.tif": files["gray.tif"][:-8] if files["gray.tif"][4] > 8 else files["gray.tif"][:60],
        "huge.tif": tiff(60000, 60000, 8, 1, 1, [b"\0" * 99]),
        "thin.tif": tiff(9900, 9900, 8, 1, 1, [b"\0" * 99]),
        "zero.tif": tiff(0, 5, 8, 1, 1, [b"\0" * 5]),
        "float.tif": encoded(image().convert("F"), "TIFF"),
    }


def reduced(files):
    """All pixels of images that Image.draft decoded for some size."""
    rows = []
    for name in ("rgb.jpg", "rgb-444.jpg", "gray.jpg", "progressive.jpg", "cmyk-adobe.jpg", "exif-6.jpg", "rgb.png"):
        for side in (1, 2, 3, 4, 5, 8, 9):
            image = Image.open(io.BytesIO(files[name]))
            image.draft("RGB", (side, side))
            image = ImageOps.exif_transpose(image).convert("RGB")
            rows.append([name, side, *image.size, image.tobytes().hex()])
    return rows


def resized():
    sizes = [1, 2, 3, 5, 8, 17, 31, 64, 100, 128, 224]
    rows = []
    for i in range(60):
        width, height = sizes[i % 11], sizes[(i * 3 + 2) % 11]
        to_width, to_height = sizes[(i * 5 + 4 + i // 11) % 11], sizes[(i * 7 + 1) % 11]
        values = bytes(
            (x * 37 + y * 101 + c * 67 + (x * y * 13 ^ x * x)) & 255
            for y in range(height)
            for x in range(width)
            for c in range(3)
        )
        image = Image.frombytes("RGB", (width, height), values)
        result = image.resize((to_width, to_height), Image.BILINEAR)
        rows.append([width, height, to_width, to_height, zlib.crc32(result.tobytes())])
    return rows


def tolerance(name):
    lossy = name.endswith(".jpg") or name.startswith("lossy") or name == "animated.webp"
    return 3 if lossy else 1


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    files, seen = sound()
    images = [
        {
            "file": name,
            "width": image.size[0],
            "height": image.size[1],
            "tolerance": tolerance(name),
            "probes": probes(image),
        }
        for name, image in sorted(seen.items())
    ]
    for name, content in {**files, **broken(files)}.items():
        assert len(content) < 4000, name
        (folder / name).write_bytes(content)
    lines = ",\n  ".join(json.dumps(entry, separators=(",", ":")) for entry in images)
    drafts = ",\n  ".join(json.dumps(row, separators=(",", ":")) for row in reduced(files))
    checksums = ",\n  ".join(json.dumps(row, separators=(",", ":")) for row in resized())
    text = f'{{"images": [\n  {lines}],\n "reduced": [\n  {drafts}],\n "resized": [\n  {checksums}]}}\n'
    (folder / "golden.json").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
