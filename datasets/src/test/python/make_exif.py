"""Writes images of two pixels with what a camera says, one of each format, for ExifTest.

    python -m pip install -r requirements.txt
    python make_exif.py ../resources/org/tagzoo/datasets/image/exif

Pillow writes the hour of taking (17) into all but TIFF, which has the hour of the last change (9) alone.
"""

import sys
from pathlib import Path

from PIL import Image

for name, kind in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("tif", "TIFF")):
    image = Image.new("RGB", (2, 1), (10, 200, 30))
    exif = Image.Exif()
    exif[0x010F] = "Canon"
    exif[0x0110] = "EOS 5D"
    exif[0x0112] = 6
    exif[0x0132] = "2010:01:01 09:00:00"
    exif.get_ifd(0x8769)[0x9003] = "2009:05:31 17:04:59"
    image.save(Path(sys.argv[1]) / f"camera.{name}", kind, exif=exif)
