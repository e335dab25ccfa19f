"""Makes the photos beside it with Pillow: they state when they were taken, and a description.

    python -m venv venv && venv/bin/pip install pillow==13.0.0 && venv/bin/python described.py
"""

import pathlib
from PIL import Image

HERE = pathlib.Path(__file__).parent

exif = Image.Exif()
exif[0x010E] = "An evening by the sea"
details = exif.get_ifd(0x8769)
details[0x9003] = "2024:05:17 18:03:09"
details[0x9011] = "+02:00"
for extension in "jpg", "png", "webp":
    Image.new("RGB", (8, 8), "navy").save(HERE / f"described.{extension}", exif=exif)
