"""Pillow beside captioner's decoders.

photos.py make PHOTO FOLDER    enlarges a photo to the sizes of cameras and phones, with the noise of a sensor
photos.py serve                reads a line 'load FILE' or 'mean' and answers with a line: 'ok', or the mean red, green and blue
"""
import pathlib
import sys

from PIL import Image, ImageStat

Image.MAX_IMAGE_PIXELS = None

# name, width, height and how it is saved; subsampling 0, 1, 2 is 4:4:4, 4:2:2, 4:2:0
PHOTOS = [
    ("12mp.jpg", 4032, 3024, dict(quality=92, subsampling=2)),
    ("24mp.jpg", 6000, 4000, dict(quality=93, subsampling=1)),
    ("48mp.jpg", 8064, 6048, dict(quality=90, subsampling=2)),
    ("48mp-progressive.jpg", 8064, 6048, dict(quality=90, subsampling=0, progressive=True)),
    ("200mp.jpg", 16320, 12240, dict(quality=85, subsampling=2)),
    ("12mp.png", 4032, 3024, dict(compress_level=3)),
    ("12mp.webp", 4032, 3024, dict(quality=80)),
    ("12mp.tif", 4032, 3024, dict(compression="tiff_lzw")),
]


def make(photo, folder):
    folder.mkdir(parents=True, exist_ok=True)
    small = Image.open(photo).convert("RGB")
    for name, width, height, options in PHOTOS:
        if (folder / name).exists():
            continue
        image = small.resize((width, height), Image.LANCZOS)
        noise = Image.effect_noise((512, 512), 12)
        for top in range(0, height, 512):
            for left in range(0, width, 512):
                box = (left, top, min(left + 512, width), min(top + 512, height))
                part = image.crop(box)
                grain = Image.merge("RGB", [noise.crop((0, 0) + part.size)] * 3)
                image.paste(Image.blend(part, grain, 0.04), box)
        written = folder / ("new-" + name)
        image.save(written, **options)
        written.rename(folder / name)


def serve():
    image = None
    for line in sys.stdin:
        command, _, file = line.rstrip("\n").partition(" ")
        if command == "load":
            image = Image.open(file)
            image.load()
            answer = "ok"
        else:
            small = image.convert("RGB").reduce(max(1, min(image.size) // 512))
            answer = " ".join(str(mean) for mean in ImageStat.Stat(small).mean)
        print(answer, flush=True)


if sys.argv[1] == "make":
    make(sys.argv[2], pathlib.Path(sys.argv[3]))
else:
    serve()
