"""Picks the values of efficientnet-lite2-golden.tsv out of all that the published weights give in PyTorch.

Run as: python3 golden.py ../shared/data/weights/golden/efficientnet-lite2.safetensors > efficientnet-lite2-golden.tsv
That file holds the features [2, 1280, 9, 9] and logits [2, 1000] of the half precision weights that lie in
pretrained/encoders/efficientnet-lite2, computed by eager PyTorch in single precision for the two PNG files beside this one,
which are two of the project's samples resized to 260 x 260 (bicubic, Pillow), chelsea first.
"""

import json
import struct
import sys

REGIONS, CHANNELS, CLASSES = 81, 1280, 1000

with open(sys.argv[1], "rb") as file:
    data = file.read()
start = 8 + struct.unpack("<Q", data[:8])[0]
header = json.loads(data[8:start])


def tensor(name):
    begin, end = header[name]["data_offsets"]
    return struct.unpack(f"<{(end - begin) // 4}f", data[start + begin : start + end])


features, logits = tensor("features"), tensor("logits")
print("photo\tclass\tregion\tchannel\tfeature")
for index, photo in enumerate(["chelsea", "coffee"]):
    scores = logits[index * CLASSES : (index + 1) * CLASSES]
    top = scores.index(max(scores))
    rows = 0
    for step in range(REGIONS * CHANNELS):
        channel, region = divmod(step * 7919 % (REGIONS * CHANNELS), REGIONS)
        value = features[(index * CHANNELS + channel) * REGIONS + region]
        if value > 0.5 or step % 1000 == 0:
            print(f"{photo}\t{top}\t{region}\t{channel}\t{value:.6f}")
            rows += 1
        if rows == 40:
            break
