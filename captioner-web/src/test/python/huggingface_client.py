"""Hugging Face's client against a running service: python huggingface_client.py URL PHOTO; exits with 1 at the first surprise."""

import base64
import json
import pathlib
import sys
import urllib.request

import huggingface_hub
from huggingface_hub import InferenceClient
from huggingface_hub.errors import HfHubHTTPError

url, path = sys.argv[1:]
photo = open(path, "rb").read()
with urllib.request.urlopen(url + "/models") as answer:
    address = url + "/models/" + json.load(answer)["models"][0]["name"]
client = InferenceClient(model=address, token="none")


def post(body):
    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def rejected(status, message, call):
    try:
        call()
    except HfHubHTTPError as e:
        assert e.response.status_code == status and message in str(e), (str(e), e.response.text)
        return
    raise AssertionError(f"{message} was not rejected")


# A caption: of bytes, which the client sends without a type, and of a file.
caption = client.image_to_text(photo).generated_text
assert caption and client.image_to_text(pathlib.Path(path)).generated_text == caption
encoded = base64.b64encode(photo).decode()
assert post({"inputs": encoded}) == [{"generated_text": caption}]
short = post({"inputs": encoded, "parameters": {"max_new_tokens": 2}})[0]["generated_text"]
assert len(short.split()) <= 2
several = post({"inputs": encoded, "parameters": {"max_new_tokens": 500, "generation_parameters": {"num_beams": 5, "num_return_sequences": 2}}})
assert len(several) == 2 and several[0]["generated_text"] == caption

# Answers, as the client asks and as the pipeline's documentation does.
question = "Is there a cat?"
answers = client.visual_question_answering(photo, question, top_k=3)
assert len(answers) == 3 and all(0 <= answer.score <= 1 for answer in answers)
assert answers[0].score >= answers[1].score >= answers[2].score
same = post({"inputs": {"image": encoded, "question": question}, "parameters": {"top_k": 3}})
assert [(each["score"], each["answer"]) for each in same] == [(answer.score, answer.answer) for answer in answers]
assert not any("abstention" in each for each in same)
foreign = client.visual_question_answering(photo, "Y a-t-il un chat ?")
assert all(answer.abstention == "unknown_language" and "chat" in answer.unknown_words for answer in foreign)
assert len(client.visual_question_answering(photo, question)) == 5

rejected(422, "the question is empty", lambda: client.visual_question_answering(photo, " "))
rejected(415, "the photo is a text", lambda: client.image_to_text(b"no photo"))
rejected(422, "0 bytes", lambda: client.image_to_text(b""))
other = InferenceClient(model=url + "/models/other", token="none")
rejected(404, "expected the model", lambda: other.image_to_text(photo))
print("huggingface_hub", huggingface_hub.__version__, "as expected; caption:", caption, "answer:", answers[0].answer)
