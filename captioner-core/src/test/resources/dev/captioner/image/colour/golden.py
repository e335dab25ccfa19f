"""Makes the files beside it: small photos with the samples' colours in other colour spaces, and what Pillow's ImageCms makes of them.

    python -m venv venv && venv/bin/pip install pillow==13.0.0 numpy && venv/bin/python golden.py

photos/NAME       a photo with a profile, or with chunks that describe its colours
photos/NAME.rgb   its pixels in sRGB by ImageCms (Little CMS 2), 8-bit RGB, row by row
profiles/NAME.icc the profiles in them

and prints how far samples are from that when colours are taken as sRGB (inks: by the product of the light that they leave). ColourDifferences
prints the same of captioner. With the name of a profile of inks, photos/inks-SAMPLE.jpg is each sample separated by that profile, and nothing else.

Profiles are assembled here, byte by byte. What chunks of a PNG describe is given to ImageCms as a profile of the same space.
"""

import io
import pathlib
import struct
import sys
import zlib
import numpy as np
from PIL import Image, ImageCms

HERE = pathlib.Path(__file__).parent
SAMPLES = sorted((HERE.parents[7] / "samples").glob("*.jpg"))
SIZE = (32, 24)
D50 = np.array([0.9642, 1, 0.8249])
D65 = (0.3127, 0.3290)
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])

SRGB = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), D65)
P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), D65)
ADOBE = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), D65)
PROPHOTO = ((0.734699, 0.265301), (0.159597, 0.840403), (0.036598, 0.000105), (0.345704, 0.358540))
REC2020 = ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), D65)
REC601 = ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), D65)


def fixed(*numbers):
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def xyz(point):
    x, y = point
    return np.array([x / y, 1, (1 - x - y) / y])


def colorants(space):
    """Columns: XYZ of the primaries, adapted to D50 by the linearised Bradford transform."""
    primaries = np.stack([xyz(p) for p in space[:3]], axis=1)
    white = xyz(space[3])
    to_xyz = primaries * np.linalg.solve(primaries, white)
    gains = (BRADFORD @ D50) / (BRADFORD @ white)
    return np.linalg.inv(BRADFORD) @ np.diag(gains) @ BRADFORD @ to_xyz


def curv(*entries):
    return b"curv" + bytes(4) + struct.pack(">I", len(entries)) + struct.pack(f">{len(entries)}H", *entries)


def gamma(exponent):
    return curv(round(exponent * 256))


def table(function, entries):
    return curv(*(round(65535 * function(i / (entries - 1))) for i in range(entries)))


def para(kind, *numbers):
    return b"para" + bytes(4) + struct.pack(">HH", kind, 0) + fixed(*numbers)


def profile(space, tags, version=2, connection=b"XYZ ", kind=b"mntr"):
    header = bytearray(128)
    header[8] = version
    header[12:16] = kind
    header[16:20] = space
    header[20:24] = connection
    header[24:36] = struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
    header[36:40] = b"acsp"
    header[68:80] = fixed(*D50)
    tags = {b"wtpt": b"XYZ " + bytes(4) + fixed(*D50), **tags}
    directory = struct.pack(">I", len(tags))
    data = b""
    start = 132 + 12 * len(tags)
    for name, tag in tags.items():
        directory += name + struct.pack(">II", start + len(data), len(tag))
        data += tag + bytes(-len(tag) % 4)
    header[0:4] = struct.pack(">I", start + len(data))
    return bytes(header) + directory + data


def matrix_profile(space, curve, version=2):
    columns = colorants(space)
    tags = {name: b"XYZ " + bytes(4) + fixed(*columns[:, i]) for i, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))}
    curves = curve if isinstance(curve, tuple) else (curve, curve, curve)
    tags |= dict(zip((b"rTRC", b"gTRC", b"bTRC"), curves))
    return profile(b"RGB ", tags, version)


def grey_profile(curve, version=2):
    return profile(b"GRAY", {b"kTRC": curve}, version)


def lab(light):
    """CIELAB of linear sRGB."""
    ratios = colorants(SRGB) @ light / D50
    f = np.where(ratios > (6 / 29) ** 3, np.cbrt(ratios), ratios / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ink_profile(wide, grid):
    """Four inks, each of which takes a part of the light, with some dot gain; the darkest mixture is a dark grey."""
    left = np.array([[0.05, 0.45, 0.75], [0.65, 0.06, 0.30], [0.95, 0.80, 0.05], [0.06, 0.06, 0.06]])
    nodes = []
    for node in np.ndindex(grid, grid, grid, grid):
        amounts = np.array(node)[:, None] / (grid - 1)
        nodes.append(lab(0.02 + 0.96 * np.prod(1 - amounts * (1 - left), axis=0)))
    nodes = np.array(nodes)
    if wide:  # FF00 is L = 100
        units = np.stack([nodes[:, 0] / 100 * 65280, (nodes[:, 1] + 128) * 256, (nodes[:, 2] + 128) * 256], axis=1)
        gain = [round(65535 * (i / 16) ** 0.8) for i in range(17)]
        data = struct.pack(">2H", 17, 2) + np.array(gain * 4).astype(">u2").tobytes()
        data += np.rint(units).astype(">u2").tobytes() + np.array([0, 65535] * 3).astype(">u2").tobytes()
    else:
        units = np.stack([nodes[:, 0] / 100 * 255, nodes[:, 1] + 128, nodes[:, 2] + 128], axis=1)
        data = bytes(round(255 * (i / 255) ** 0.8) for i in range(256)) * 4
        data += np.rint(units).astype(np.uint8).tobytes() + bytes(range(256)) * 3
    head = (b"mft2" if wide else b"mft1") + bytes(4) + bytes([4, 3, grid, 0]) + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    # Of an input device, of which Little CMS takes all inks together as black.
    return profile(b"CMYK", {b"A2B0": head + data}, connection=b"Lab ", kind=b"scnr")


SRGB_PARA = para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
SRGB_OF_PILLOW = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
SRGB_OF_PILLOW[24:36] = bytes(12)  # when it was made

PROFILES = {
    "display-p3": matrix_profile(P3, SRGB_PARA, 4),
    "adobe": matrix_profile(ADOBE, gamma(563 / 256)),
    "prophoto": matrix_profile(PROPHOTO, gamma(1.8)),
    "rec2020": matrix_profile(REC2020, para(4, 1 / 0.45, 1 / 1.0993, 0.0993 / 1.0993, 1 / 4.5, 0.0812, 0, 0), 4),
    "table": matrix_profile(P3, table(lambda x: x ** 2.4 * 0.9 + 0.1 * x, 257)),
    "short-table": matrix_profile(ADOBE, (curv(0, 20000, 65535), table(lambda x: x ** 2, 33), gamma(2.2))),
    "linear": matrix_profile(SRGB, curv()),
    "para-0": matrix_profile(P3, para(0, 2.2), 4),
    "para-1": matrix_profile(P3, para(1, 2.0, 1.1, -0.1), 4),
    "para-2": matrix_profile(REC2020, para(2, 2.4, 0.9, 0.02, 0.05), 4),
    "srgb-para": matrix_profile(SRGB, SRGB_PARA, 4),
    "srgb-table": matrix_profile(SRGB, table(lambda x: x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4, 1024)),
    "grey-1.8": grey_profile(gamma(1.8)),
    "inks-16": ink_profile(True, 5),
    "inks-8": ink_profile(False, 5),
    "grey-para": grey_profile(para(3, 2.4, 0.9, 0.1, 0.2, 0.05), 4),
}


def to_srgb(image, icc, intent=ImageCms.Intent.RELATIVE_COLORIMETRIC):
    """For inks by the perceptual intent, which makes the darkest colour black."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    target = ImageCms.createProfile("sRGB")
    return ImageCms.profileToProfile(image, source, target, intent, outputMode="RGB")


def write(name, data, expected):
    path = HERE / "photos" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    if name != "16-bit.png":  # which Pillow decodes by cutting off
        rgba = Image.open(io.BytesIO(data)).convert("RGB" if name.startswith("inks") else "RGBA").convert("RGBA")
        ignored = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
        difference = np.abs(np.asarray(ignored).astype(int) - np.asarray(expected))
        print(f"{name}\t{difference.mean():.1f}\t{difference.max()}")
    path.with_name(name + ".rgb").write_bytes(np.asarray(expected, dtype=np.uint8).tobytes())


def saved(image, form, **options):
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def jpeg(name, image, icc, **options):
    data = saved(image, "JPEG", quality=95, icc_profile=icc, **options)
    write(name, data, to_srgb(Image.open(io.BytesIO(data)), icc))


def inks(name, image, icc, transform=0):
    data = bytearray(saved(image, "JPEG", quality=95, icc_profile=icc))
    data[data.index(b"Adobe") + 11] = transform
    write(name, data, to_srgb(Image.open(io.BytesIO(data)), icc, ImageCms.Intent.PERCEPTUAL))


def segments(jpeg_data, icc, size):
    """The JPEG with its profile in segments of some size, the last first."""
    parts = [icc[i:i + size] for i in range(0, len(icc), size)]
    app2 = b"".join(
        b"\xff\xe2" + struct.pack(">H", 16 + len(part)) + b"ICC_PROFILE\0" + bytes([i + 1, len(parts)]) + part
        for i, part in reversed(list(enumerate(parts))))
    return jpeg_data[:2] + app2 + jpeg_data[2:]


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunks(png, *chunks):
    """The PNG with more chunks after its header."""
    return png[:33] + b"".join(chunks) + png[33:]


def units(*numbers):
    return struct.pack(f">{len(numbers)}I", *(round(100_000 * number) for number in numbers))


def chrm(space):
    return chunk(b"cHRM", units(*space[3], *space[0], *space[1], *space[2]))


def gama(exponent):
    return chunk(b"gAMA", units(1 / exponent))


def png16(image):
    """RGB of 16 bits a sample, which Pillow cannot write."""
    samples = np.asarray(image).astype(np.uint16) * 257
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    header = struct.pack(">II5B", *image.size, 16, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def sample(number):
    return Image.open(SAMPLES[number % len(SAMPLES)]).convert("RGB").resize(SIZE, Image.BICUBIC)


def hues():
    """Every hue, more and more saturated: most of it lies outside of sRGB when a wide space is assumed."""
    hsv = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    hsv[..., 0] = np.linspace(0, 255, SIZE[0])
    hsv[..., 1] = np.linspace(0, 255, SIZE[1])[:, None]
    hsv[..., 2] = 230
    return Image.fromarray(hsv, "HSV").convert("RGB")


if len(sys.argv) > 1:
    separation = pathlib.Path(sys.argv[1]).read_bytes()
    for path in SAMPLES:
        image = Image.open(path).convert("RGB")
        source = ImageCms.createProfile("sRGB")
        target = ImageCms.ImageCmsProfile(io.BytesIO(separation))
        inks(f"inks-{path.name}", ImageCms.profileToProfile(image, source, target, outputMode="CMYK"), separation)
    sys.exit()

(HERE / "profiles").mkdir(exist_ok=True)
for name, icc in PROFILES.items():
    (HERE / "profiles" / f"{name}.icc").write_bytes(icc)

jpeg("display-p3.jpg", sample(0), PROFILES["display-p3"])
jpeg("adobe.jpg", sample(1), PROFILES["adobe"])
jpeg("prophoto.jpg", sample(2), PROFILES["prophoto"])
jpeg("progressive.jpg", sample(3), PROFILES["display-p3"], progressive=True)
jpeg("table.jpg", sample(4), PROFILES["table"])
jpeg("grey.jpg", sample(5).convert("L"), PROFILES["grey-1.8"])
plain = saved(sample(0), "JPEG", quality=95)
write("segments.jpg", segments(plain, PROFILES["adobe"], 100), to_srgb(Image.open(io.BytesIO(plain)), PROFILES["adobe"]))

inks("inks-16.jpg", hues().convert("CMYK"), PROFILES["inks-16"])
inks("inks-8.jpg", sample(1).convert("CMYK"), PROFILES["inks-8"])
inks("inks-ycck.jpg", sample(2).convert("CMYK"), PROFILES["inks-16"], 2)

for name, image, icc in [
    ("display-p3.png", sample(1), "display-p3"),
    ("adobe.png", hues(), "adobe"),
    ("prophoto.png", hues(), "prophoto"),
    ("rec2020.png", sample(2), "rec2020"),
    ("short-table.png", sample(3), "short-table"),
    ("linear.png", sample(4), "linear"),
    ("para-0.png", sample(5), "para-0"),
    ("para-1.png", sample(0), "para-1"),
    ("para-2.png", sample(1), "para-2"),
    ("grey.png", sample(2).convert("L"), "grey-para"),
]:
    write(name, saved(image, "PNG", icc_profile=PROFILES[icc]), to_srgb(image, PROFILES[icc]))

palette = sample(3).quantize(16)
write("palette.png", saved(palette, "PNG", icc_profile=PROFILES["adobe"]), to_srgb(palette.convert("RGB"), PROFILES["adobe"]))
icc = chunk(b"iCCP", b"ProPhoto\0\0" + zlib.compress(PROFILES["prophoto"]))
write("16-bit.png", with_chunks(png16(sample(4)), icc), to_srgb(sample(4), PROFILES["prophoto"]))
alpha = hues()
alpha.putalpha(Image.linear_gradient("L").resize(SIZE))
white = Image.new("RGBA", SIZE, "white")
over_white = Image.alpha_composite(white, alpha).convert("RGB")
write("alpha.png", saved(alpha, "PNG", icc_profile=PROFILES["display-p3"]), to_srgb(over_white, PROFILES["display-p3"]))

# Chunks, by rising precedence: what follows makes what comes before count for nothing.
both = (chrm(ADOBE), gama(563 / 256))
plain = saved(sample(5), "PNG")
write("gamma.png", with_chunks(plain, gama(1.6)), to_srgb(sample(5), matrix_profile(SRGB, para(0, 1.6), 4)))
write("gamma-and-primaries.png", with_chunks(plain, *both), to_srgb(sample(5), PROFILES["adobe"]))
write("srgb-over-gamma.png", with_chunks(plain, *both, chunk(b"sRGB", b"\0")), sample(5))
icc = chunk(b"iCCP", b"wide\0\0" + zlib.compress(PROFILES["prophoto"]))
write("profile-over-gamma.png", with_chunks(plain, *both, icc), to_srgb(sample(5), PROFILES["prophoto"]))
p3 = chunk(b"cICP", bytes([12, 13, 0, 1]))
write("code-points-over-profile.png", with_chunks(plain, p3, icc, *both), to_srgb(sample(5), PROFILES["display-p3"]))
grey = sample(5).convert("L")
write("grey-gamma.png", with_chunks(saved(grey, "PNG"), gama(1.6)), to_srgb(grey, grey_profile(para(0, 1.6), 4)))

# Profiles of sRGB: not one bit changes.
for name, icc in ("srgb-para", PROFILES["srgb-para"]), ("srgb-table", PROFILES["srgb-table"]), ("srgb-pillow", bytes(SRGB_OF_PILLOW)):
    write(name + ".png", saved(sample(1), "PNG", icc_profile=icc), sample(1))
