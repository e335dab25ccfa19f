"""Photos for schemathesis, which would else try random bytes only: those of the samples, a damaged one, and random bytes."""

import base64
import pathlib

import schemathesis
from hypothesis import strategies

samples = pathlib.Path(__file__).parents[4] / "samples"
good = (samples / "flower.jpg").read_bytes()
photos = strategies.sampled_from([good, good, good, good[: len(good) // 2], b""]) | strategies.binary(max_size=64)
texts = photos.map(lambda photo: base64.b64encode(photo).decode())

for media_type in ("image/jpeg", "image/png", "application/octet-stream"):
    schemathesis.openapi.media_type(media_type, photos)
schemathesis.openapi.format("photo", texts | texts.map(lambda text: "data:image/jpeg;base64," + text))
