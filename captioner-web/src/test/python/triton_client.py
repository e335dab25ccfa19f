"""Triton's HTTP client against a running service: python triton_client.py URL PHOTO; exits with 1 at the first surprise."""

import base64
import json
import math
import sys
import urllib.request
from importlib.metadata import version

import numpy
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

url, path = sys.argv[1:]
photo = open(path, "rb").read()
client = triton.InferenceServerClient(url=url.removeprefix("http://"))
assert client.is_server_live() and client.is_server_ready()
assert client.get_server_metadata()["extensions"] == ["binary_tensor_data"]
with urllib.request.urlopen(url + "/models") as answer:
    model = json.load(answer)["models"][0]
MODEL, VERSION = model["name"], model["version"]
metadata = client.get_model_metadata(MODEL)
assert metadata == client.get_model_metadata(MODEL, VERSION)
assert [tensor["name"] for tensor in metadata["inputs"]] == ["image", "question"]
assert [tensor["name"] for tensor in metadata["outputs"]] == [
    "text",
    "log_probability",
    "truncated",
    "probability",
    "abstained",
    "abstention",
    "unknown_words",
]
assert client.is_model_ready(MODEL) and not client.is_model_ready("other") and not client.is_model_ready(MODEL, "other")


def tensor(name, value, binary=True, shape=(1,)):
    data = numpy.full(shape, value, dtype=numpy.object_)
    return triton.InferInput(name, list(shape), "BYTES").set_data_from_numpy(data, binary_data=binary)


def infer(*inputs, **options):
    return client.infer(MODEL, list(inputs), **options)


def rejected(status, message, *inputs, **options):
    try:
        infer(*inputs, **options)
    except InferenceServerException as e:
        assert e.status() == str(status) and message in e.message(), e
        return
    raise AssertionError(f"{message} was not rejected")


image = tensor("image", photo)
encoded = tensor("image", base64.b64encode(photo), binary=False)

# A caption, binary and in JSON.
one = infer(image, request_id="seven")
assert one.get_response()["id"] == "seven"
assert (one.get_response()["model_name"], one.get_response()["model_version"]) == (MODEL, VERSION)
caption = one.as_numpy("text")[0].decode()
assert caption and one.as_numpy("log_probability")[0] < 0 and one.as_numpy("truncated").dtype == bool
assert one.as_numpy("probability") is None
wanted = [triton.InferRequestedOutput("text", binary_data=False), triton.InferRequestedOutput("log_probability")]
other = infer(tensor("image", photo, shape=(1, 1)), outputs=wanted, model_version=VERSION)
assert other.get_output("text")["data"] == [caption] and other.as_numpy("truncated") is None
assert other.as_numpy("log_probability")[0] == one.as_numpy("log_probability")[0]
plain = infer(encoded, outputs=[triton.InferRequestedOutput("text", binary_data=False)])
assert plain.as_numpy("text")[0] == caption

# Options are parameters.
three = infer(image, parameters={"nBest": 3, "beam": 5})
assert three.as_numpy("text").shape == (3,) and three.as_numpy("text")[0].decode() == caption
short = infer(image, parameters={"maxLength": 2}).as_numpy("text")[0].decode()
assert len(short.split()) <= 2

# A question.
answers = infer(image, tensor("question", "Is there a cat?".encode()), parameters={"top": 3})
assert answers.as_numpy("text").shape == answers.as_numpy("probability").shape == (3,)
assert all(0 <= share <= 1 for share in answers.as_numpy("probability"))
assert answers.as_numpy("abstained").tolist() == [False] and answers.as_numpy("abstention")[0] == b""
foreign = infer(image, tensor("question", "Y a-t-il un chat ?".encode()))
assert foreign.as_numpy("abstained").tolist() == [True] and foreign.as_numpy("abstention")[0] == b"unknown_language"
assert b"chat" in foreign.as_numpy("unknown_words").tolist()
known = infer(image, tensor("question", "the cat sleeps?".encode()))
assert known.as_numpy("unknown_words").shape == (0,)
chosen = infer(encoded, tensor("question", "Is there a cat?", binary=False), parameters={"choices": "cat|red ball"})
assert {text.decode() for text in chosen.as_numpy("text")} == {"cat", "red ball"}
assert math.isclose(sum(chosen.as_numpy("probability")), 1, rel_tol=1e-9)

rejected(422, "'beams'", image, parameters={"beams": 3})
rejected(422, "stream", image, parameters={"stream": True})
rejected(422, "only answers have", image, outputs=[triton.InferRequestedOutput("probability")])
rejected(400, "an input 'image'", tensor("question", b"What?"))
rejected(422, "'photo'", tensor("photo", photo))
rejected(422, "shape", tensor("image", photo, shape=(2,)))
rejected(422, "0 bytes", tensor("image", b""))
rejected(422, "does not fetch", tensor("image", "https://example.org/cat.jpg", binary=False))
harmless = infer(image, sequence_id=3, sequence_start=True, sequence_end=True, priority=1, timeout=10_000_000)
assert harmless.as_numpy("text")[0].decode() == caption
rejected(400, "once", image, image)
rejected(422, "the question is empty", image, tensor("question", b" "))
rejected(400, "UTF-8", image, tensor("question", b"\xc3\x28"))
try:
    client.infer("other", [image])
    raise AssertionError("another model was not rejected")
except InferenceServerException as e:
    assert e.status() == "404" and MODEL in e.message(), e
print("tritonclient", version("tritonclient"), "as expected; caption:", caption, "answer:", answers.as_numpy("text")[0].decode())
