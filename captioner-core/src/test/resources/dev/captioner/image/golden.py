"""Makes the files beside it with Pillow, the independent source of the expected pixels.

    python -m venv venv && venv/bin/pip install pillow==13.0.0 numpy tifffile==2026.3.3 imagecodecs && venv/bin/python golden.py

pillow/NAME       a small photo of some kind
pillow/NAME.rgb   its pixels as Pillow decodes them, over white, 8-bit RGB, row by row
resize/WxH-to-VxU.rgb    synthetic(W, H) resized by Image.resize((V, U), BICUBIC)
quality/Q.jpg     a small photo saved at quality Q
samples/NAME.rgb  the photo of that name in samples/ at the root of the project, decoded and resized to 24 x 24
"""

import pathlib
import numpy as np
import tifffile
from PIL import Image

HERE = pathlib.Path(__file__).parent


def synthetic(width, height):
    """Smooth in one place, noisy in another; ResizeTest computes the same."""
    i = np.arange(width * height * 3, dtype=np.int64)
    return Image.fromarray(((i * i // 7 + i * 31) % 256).astype(np.uint8).reshape(height, width, 3))


def write(path, image):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(np.asarray(image, dtype=np.uint8).tobytes())


def over_white(image):
    if image.mode in ("I;16", "I"):
        wide = np.asarray(image).astype(np.int64)
        return Image.fromarray(((wide * 255 + 32767) // 65535).astype(np.uint8)).convert("RGB")
    rgba = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), rgba).convert("RGB")


def photo(name, image, adobe_transform=None, **options):
    path = HERE / "pillow" / name
    path.parent.mkdir(exist_ok=True)
    image.save(path, **options)
    if adobe_transform is not None:
        data = bytearray(path.read_bytes())
        data[data.index(b"Adobe") + 11] = adobe_transform
        path.write_bytes(data)
    with Image.open(path) as read:
        write(path.with_name(name + ".rgb"), over_white(read))


def gradient(width, height):
    y, x = np.mgrid[0:height, 0:width]
    rgb = np.stack([255 * x / (width - 1), 255 * y / (height - 1), 255 * (x + y) % 256], axis=-1)
    return Image.fromarray(rgb.astype(np.uint8))


rgb = gradient(21, 17)
alpha = Image.linear_gradient("L").resize(rgb.size)
rgba = rgb.copy()
rgba.putalpha(alpha)
grey = rgb.convert("L")
grey_alpha = Image.merge("LA", (grey, alpha))
wide = Image.fromarray((np.asarray(grey).astype(np.uint16) * 251 + 97))
palette = rgb.quantize(7)
china = Image.open(HERE.parents[6] / "samples" / "china.jpg").convert("RGB").crop((200, 60, 331, 157))
china_alpha = china.copy()
china_alpha.putalpha(Image.radial_gradient("L").resize(china.size))

photo("baseline.jpg", rgb, quality=90)
photo("full-chroma.jpg", rgb, quality=90, subsampling=0)
photo("progressive.jpg", rgb, quality=90, progressive=True)
photo("rgb.jpg", rgb, quality=90, keep_rgb=True)
photo("grey.jpg", grey, quality=90)
photo("cmyk.jpg", rgb.convert("CMYK"), quality=90)
photo("ycck.jpg", rgb.convert("CMYK"), quality=90, adobe_transform=2)
photo("rgb.png", rgb)
photo("rgba.png", rgba)
photo("grey.png", grey)
photo("grey-alpha.png", grey_alpha)
photo("grey16.png", wide)
photo("palette.png", palette)
photo("palette-transparent.png", palette, transparency=2)
photo("rgb-transparent.png", rgb, transparency=rgb.getpixel((3, 4)))
photo("1-bit.png", grey.convert("1"))
photo("palette.gif", palette)
photo("transparent.gif", palette, transparency=2)
photo("interlaced.gif", palette, interlace=1)
photo("two-frames.gif", palette, save_all=True, append_images=[gradient(21, 17).rotate(180).quantize(7)])
photo("rgb.bmp", rgb)
photo("rgba.bmp", rgba)
photo("grey.bmp", grey)
photo("palette.bmp", palette)
photo("1-bit.bmp", grey.convert("1"))
photo("lossy.webp", rgb, quality=40)
photo("lossy-alpha.webp", rgba, quality=80)
photo("lossless.webp", rgb, lossless=True)
photo("lossless-alpha.webp", rgba, lossless=True, exact=True)
photo("two-frames.webp", rgb, save_all=True, append_images=[rgb.rotate(180)], quality=90)
photo("china-75.webp", china, quality=75)
photo("china-98.webp", china.crop((0, 0, 33, 96)), quality=98, method=6)
photo("china-alpha.webp", china_alpha, quality=60)
photo("china-rough-alpha.webp", china_alpha, quality=60, alpha_quality=20)
photo("china-lossless.webp", china, lossless=True)
photo("china-lossless-alpha.webp", china_alpha, lossless=True, exact=True)
photo("noise-lossless.webp", synthetic(50, 40), lossless=True)
for colours in 2, 4, 16, 200:
    photo(f"china-{colours}-colours.webp", china.quantize(colours).convert("RGB"), lossless=True)



def tiff(name, samples, **options):
    """A TIFF that Pillow cannot write, and its pixels as tifffile decodes them."""
    path = HERE / "pillow" / name
    tifffile.imwrite(path, samples, metadata=None, software=None, **options)
    read = tifffile.imread(path).astype(np.int64)
    if options.get("planarconfig") == "separate":
        read = np.moveaxis(read, 0, -1)
    if read.ndim == 2:
        read = np.repeat(read[..., np.newaxis], 3, axis=-1)
    most = int(np.iinfo(samples.dtype).max)
    read = (read * 255 + most // 2) // most
    if options.get("photometric") == "miniswhite":
        read = 255 - read
    if options.get("photometric") == "separated":
        read = ((255 - read[..., :3]) * (255 - read[..., 3:]) + 127) // 255
    write(path.with_name(name + ".rgb"), read[..., :3])


photo("rgb.tif", rgb)
photo("lzw.tif", rgb, compression="tiff_lzw")
photo("deflate.tif", rgb, compression="tiff_adobe_deflate")
photo("packbits.tif", rgb, compression="packbits")
photo("predictor.tif", rgb, compression="tiff_lzw", tiffinfo={317: 2})
photo("rgba.tif", rgba, compression="tiff_lzw")
photo("grey.tif", grey)
photo("palette.tif", palette)
photo("1-bit.tif", grey.convert("1"))
photo("two-pages.tif", rgb, save_all=True, append_images=[rgb.rotate(180)])
samples = np.asarray(rgb)
deep = samples.astype(np.uint16) * 251 + 97
tiff("planar.tif", np.moveaxis(samples, -1, 0), photometric="rgb", planarconfig="separate", rowsperstrip=5)
tiff("deep.tif", deep, photometric="rgb", compression="zlib", predictor=True, rowsperstrip=4)
tiff("deep-big-endian.tif", deep, photometric="rgb", byteorder=">", compression="lzw", predictor=True)
tiff("deep-grey.tif", deep[..., 0], photometric="minisblack")
tiff("white-is-zero.tif", samples[..., 1], photometric="miniswhite")
tiff("cmyk.tif", np.asarray(rgb.convert("CMYK")), photometric="separated")
tiff("tiles.tif", np.asarray(china), photometric="rgb", tile=(32, 48), compression="lzw")
tiff("planar-tiles.tif", np.moveaxis(np.asarray(china), -1, 0), photometric="rgb", planarconfig="separate", tile=(64, 16))
photo("jpeg.tif", china, compression="jpeg", quality=90)
photo("jpeg-grey.tif", china.convert("L"), compression="jpeg", quality=90)
tiff("jpeg-tiles.tif", np.asarray(china), photometric="rgb", tile=(32, 48), compression="jpeg", compressionargs={"level": 90})

for size, to in [
    ((37, 23), (16, 16)), ((37, 23), (80, 50)), ((37, 23), (11, 40)), ((37, 23), (60, 5)), ((37, 23), (37, 9)),
    ((37, 23), (5, 23)), ((20, 90), (16, 16)), ((1, 1), (3, 2)), ((224, 5), (26, 3)),
]:
    write(HERE / "resize" / "{}x{}-to-{}x{}.rgb".format(*size, *to), synthetic(*size).resize(to, Image.BICUBIC))

for sample in sorted((HERE.parents[6] / "samples").glob("*.jpg")):
    write(HERE / "samples" / (sample.stem + ".rgb"), Image.open(sample).convert("RGB").resize((24, 24), Image.BICUBIC))

for quality in 25, 50, 72, 80, 95, 100:
    (HERE / "quality").mkdir(exist_ok=True)
    Image.new("RGB", (8, 8), "red").save(HERE / "quality" / f"{quality}.jpg", quality=quality)
