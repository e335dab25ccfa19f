"""Makes the files in heif/ with Pillow and pillow-heif, the independent source of the expected pixels.

    python -m venv venv && venv/bin/pip install pillow==13.0.0 pillow-heif==1.8.1 numpy && venv/bin/python heif.py

Needs avifenc (apt-get install libavif-bin) for pictures of 10 bits.

heif/NAME       a small photo of some kind
heif/NAME.rgb   its upright pixels as Pillow decodes them, over white, 8-bit RGB, row by row
"""

import io
import pathlib
import struct
import subprocess
import tempfile

import numpy as np
import pillow_heif
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent / "heif"


def gradient(width, height):
    """Smooth, so that rounding and the size of the colour planes make little difference; no two corners are alike."""
    y, x = np.mgrid[0:height, 0:width]
    rgb = np.stack([40 + 180 * x / width, 60 + 150 * y / height, 200 - 90 * (x + 2 * y) / (width + 2 * height)], axis=-1)
    return Image.fromarray(rgb.astype(np.uint8))


def over_white(image):
    rgba = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), rgba).convert("RGB")


def display_p3(image):
    """Display P3 to sRGB, by the formulas of CSS Color 4."""
    light = np.asarray(image) / 255
    light = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    matrix = [[1.2249402, -0.2249402, 0], [-0.0420570, 1.0420570, 0], [-0.0196376, -0.0786361, 1.0982736]]
    light = np.clip(light @ np.array(matrix).T, 0, 1)
    srgb = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return Image.fromarray((255 * srgb + 0.5).astype(np.uint8))


def write(name, data, turn=None, convert=None):
    """Writes a file and its pixels. turn: what EXIF says, which pillow-heif leaves alone, as it does colour spaces (convert)."""
    HERE.mkdir(exist_ok=True)
    (HERE / name).write_bytes(data)
    if name.endswith(".avif"):
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))  # Pillow reports rotations as EXIF
    else:
        image = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True).to_pillow()
        if convert is not None:
            image = convert(image)
        if turn is not None:
            image = image.transpose(turn)
    (HERE / (name + ".rgb")).write_bytes(np.asarray(over_white(image)).tobytes())
    print(name, image.size, len(data))


def save(image, **options):
    data = io.BytesIO()
    image.save(data, **options)
    return data.getvalue()


def heic(image, **options):
    pillow_heif.register_heif_opener()
    return save(image, format="HEIF", **({"quality": 95} | options))


def avif(image, **options):
    return save(image, format="AVIF", **({"quality": 95, "speed": 8} | options))


def box(kind, *parts):
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def boxes(data):
    """The type and content of boxes that follow one another."""
    at = 0
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + length]
        at += length


def picture(data):
    """The properties and the data of a file with one picture."""
    for kind, content in boxes(data):
        if kind == b"meta":
            parts = dict(boxes(content[4:]))
    properties = {kind: box(kind, content) for kind, content in boxes(dict(boxes(parts[b"iprp"]))[b"ipco"])}
    wanted = [properties[kind] for kind in (b"hvcC", b"av1C", b"ispe", b"pixi", b"colr") if kind in properties]
    mdat = [content for kind, content in boxes(data) if kind == b"mdat"][0]
    return wanted, mdat


def file(items, references=(), brand=b"heic"):
    """A file of items (type, properties, data, hidden), of which the first is shown. The data of a grid lies in the box idat."""
    pool, associations, inside, outside, places = [], b"", b"", b"", []
    for number, (kind, properties, data, hidden) in enumerate(items, 1):
        indices = []
        for each in properties:
            if each not in pool:
                pool.append(each)
            indices.append(0x80 | pool.index(each) + 1)
        associations += struct.pack(">HB", number, len(indices)) + bytes(indices)
        places.append((kind == b"grid", len(inside if kind == b"grid" else outside), len(data)))
        if kind == b"grid":
            inside += data
        else:
            outside += data

    def meta(start):
        locations = b"".join(
            struct.pack(">HHHHII", number, int(within), 0, 1, offset if within else start + offset, length)
            for number, (within, offset, length) in enumerate(places, 1)
        )
        entries = b"".join(
            box(b"infe", struct.pack(">IHH", 2 << 24 | hidden, number, 0), kind, b"\0")
            for number, (kind, _, _, hidden) in enumerate(items, 1)
        )
        links = b"".join(
            box(kind, struct.pack(">HH", source, len(to)), struct.pack(f">{len(to)}H", *to)) for kind, source, to in references
        )
        return box(
            b"meta",
            bytes(4),
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", struct.pack(">IH", 0, 1)),
            box(b"iloc", struct.pack(">IHH", 1 << 24, 0x4400, len(items)), locations),
            box(b"iinf", struct.pack(">IH", 0, len(items)), entries),
            box(b"iref", bytes(4), links) if links else b"",
            box(b"iprp", box(b"ipco", *pool), box(b"ipma", struct.pack(">II", 0, len(items)), associations)),
            box(b"idat", inside) if inside else b"",
        )

    start = box(b"ftyp", brand, bytes(4), b"mif1", brand)
    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", outside)


def size(width, height):
    return box(b"ispe", struct.pack(">III", 0, width, height))


def rotation(quarters):
    return box(b"irot", bytes([quarters]))


def mirror(axis):
    return box(b"imir", bytes([axis]))


def grid(kind, encode, width, height, tile, extra=(), brand=b"heic"):
    """A picture of tiles, with a smaller picture that only says what it would look like, as phones write them."""
    whole = gradient(width, height)
    columns, rows = -(-width // tile), -(-height // tile)
    padded = Image.new("RGB", (columns * tile, rows * tile))
    padded.paste(whole, (0, 0))
    items = [(b"grid", [size(width, height), *extra], struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height), 0)]
    for y in range(rows):
        for x in range(columns):
            properties, data = picture(encode(padded.crop((x * tile, y * tile, (x + 1) * tile, (y + 1) * tile))))
            items.append((kind, properties, data, 1))
    thumbnail, data = picture(encode(Image.new("RGB", (64, 64), "black")))
    items.append((kind, thumbnail, data, 0))
    tiles = list(range(2, 2 + rows * columns))
    return file(items, [(b"dimg", 1, tiles), (b"thmb", len(items), [1])], brand)


def deep(image):
    """10 bits, by avifenc."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "in.png"), pathlib.Path(folder, "out.avif")
        image.save(source)
        subprocess.run(["avifenc", "-d", "10", "-y", "420", "--min", "5", "--max", "5", source, target], check=True, stdout=subprocess.DEVNULL)
        return target.read_bytes()


def deep_heic(image):
    wide = np.asarray(image).astype("<u2") * 257
    return save_heif(pillow_heif.from_bytes(mode="RGB;16", size=image.size, data=wide.tobytes()))


def save_heif(picture):
    data = io.BytesIO()
    picture.save(data, quality=95)
    return data.getvalue()


def exif(orientation):
    return b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">HHI", orientation, 0, 0)


photo = gradient(80, 64)
rgba = photo.copy()
rgba.putalpha(Image.linear_gradient("L").resize(photo.size))

write("photo.heic", heic(photo))
write("photo.avif", avif(photo))
write("full-chroma.heic", heic(photo, chroma=444))
write("full-chroma.avif", avif(photo, subsampling="4:4:4"))
write("odd.heic", heic(gradient(75, 53)))
write("odd.avif", avif(gradient(75, 53)))
write("grey.heic", heic(photo.convert("L")))
write("grey.avif", avif(photo.convert("L")))
write("translucent.heic", heic(rgba))
write("translucent.avif", avif(rgba))
write("deep.heic", deep_heic(photo))
write("deep.avif", deep(photo))
write("sequence.avif", avif(photo, save_all=True, append_images=[photo.rotate(180)]))
write("grid.heic", grid(b"hvc1", heic, 150, 100, 64, [rotation(3)]))
write("grid.avif", grid(b"av01", avif, 150, 100, 64, brand=b"avif"))

properties, data = picture(heic(photo))
properties = [each for each in properties if each[4:8] != b"colr"]
p3 = b"".join([b"nclx", struct.pack(">HHHB", 12, 13, 6, 0x80)])
write("display-p3.heic", file([(b"hvc1", [*properties, box(b"colr", p3)], data, 0)]), convert=display_p3)
properties, data = picture(heic(photo))
for quarters in 1, 2, 3:
    write(f"turned-{quarters}.heic", file([(b"hvc1", [*properties, rotation(quarters)], data, 0)]))
for axis in 0, 1:
    write(f"mirrored-{axis}.heic", file([(b"hvc1", [*properties, mirror(axis)], data, 0)]))
write("turned-and-mirrored.heic", file([(b"hvc1", [*properties, rotation(1), mirror(0)], data, 0)]))

turned = [(b"hvc1", properties, data, 0), (b"Exif", [], bytes(3) + b"\x06" + exif(6), 1)]
described = [(b"cdsc", 2, [1])]
write("exif.heic", file(turned, described), turn=Image.Transpose.ROTATE_270)
turned[0] = (b"hvc1", [*properties, rotation(3)], data, 0)
write("turned-with-exif.heic", file(turned, described))
