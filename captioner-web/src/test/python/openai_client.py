"""The official OpenAI client against a running service: python openai_client.py URL PHOTO; exits with 1 at the first surprise."""

import base64
import math
import sys

import openai

url, photo = sys.argv[1:]
client = openai.OpenAI(base_url=url + "/v1", api_key="any", max_retries=0)
data = base64.b64encode(open(photo, "rb").read()).decode()
image = {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64," + data, "detail": "low"}}
MODEL = client.models.list().data[0].id
assert client.models.retrieve(MODEL).object == "model"


def messages(text):
    parts = [image] if text is None else [{"type": "text", "text": text}, image]
    return [{"role": "system", "content": "You are helpful."}, {"role": "user", "content": parts}]


def ask(text=None, **options):
    return client.chat.completions.create(model=MODEL, messages=messages(text), **options)


def rejected(kind, code, param, text=None, **options):
    try:
        ask(text, **options)
    except kind as e:
        assert (e.code, e.param) == (code, param), e
        return str(e)
    raise AssertionError(f"{options} was not rejected")


# A caption, its exact log-probability and what it cost.
one = ask(logprobs=True)
caption = one.choices[0].message.content
tokens = one.choices[0].logprobs.content
assert caption and "".join(token.token for token in tokens) == caption
assert all(bytes(token.bytes).decode() == token.token and token.logprob <= 0 for token in tokens)
assert one.choices[0].finish_reason in ("stop", "length")
assert (one.choices[0].finish_reason == "stop") == (tokens[-1].token == "")
assert one.usage.completion_tokens == len(caption.split())
assert one.usage.total_tokens == one.usage.prompt_tokens + one.usage.completion_tokens
assert one.usage.prompt_tokens == 81  # regions
assert ask("Describe this photo.").choices[0].message.content == caption
assert ask("What's in this image?").choices[0].message.content == caption
assert ask(max_tokens=500, temperature=0, seed=7, top_p=1).choices[0].message.content == caption
assert ask().choices[0].logprobs is None

# Several, best first or drawn; short ones.
several = ask(n=3, logprobs=True).choices
scores = [math.fsum(token.logprob for token in choice.logprobs.content) for choice in several]
assert [choice.index for choice in several] == [0, 1, 2] and several[0].message.content == caption
assert len({choice.message.content for choice in several}) == 3 and all(score < 0 for score in scores)
drawn = [ask(temperature=1.5, top_p=0.95, seed=seed, n=2).choices for seed in (1, 1, 2)]
texts = [[choice.message.content for choice in choices] for choices in drawn]
assert texts[0] == texts[1] != texts[2], texts
short = ask(max_completion_tokens=2).choices[0]
assert len(short.message.content.split()) <= 2

# A question, also about the photo of an earlier message.
question = "Is there a cat?"
answers = ask(question, n=2, logprobs=True)
best = answers.choices[0]
assert best.message.content and len(answers.choices) == 2
assert best.logprobs.content[0].token == best.message.content
assert answers.usage.prompt_tokens == 81 + 4
history = messages("Describe this.") + [
    {"role": "assistant", "content": caption},
    {"role": "user", "content": question},
]
later = client.chat.completions.create(model=MODEL, messages=history)
assert later.choices[0].message.content == best.message.content

# Streams say the same.
for text, options in ((None, {}), (question, {}), (None, {"n": 2}), (None, {"temperature": 1, "seed": 3})):
    whole = ask(text, logprobs=True, **options)
    chunks = list(ask(text, stream=True, logprobs=True, stream_options={"include_usage": True}, **options))
    for choice in whole.choices:
        own = [part for chunk in chunks for part in chunk.choices if part.index == choice.index]
        assert own[0].delta.role == "assistant"
        assert "".join(part.delta.content or "" for part in own) == choice.message.content
        assert [part.finish_reason for part in own if part.finish_reason] == [choice.finish_reason]
        streamed = [token for part in own if part.logprobs for token in part.logprobs.content]
        assert streamed == choice.logprobs.content
    assert chunks[-1].usage == whole.usage and not chunks[-1].choices
    assert len({chunk.id for chunk in chunks}) == 1

# What would mean something else is rejected, as the client understands it.
rejected(openai.UnprocessableEntityError, "unknown-option", "frequency_penalty", frequency_penalty=0.5)
rejected(openai.UnprocessableEntityError, "unknown-option", "stop", stop="a")
rejected(openai.UnprocessableEntityError, "unknown-option", "tools", tools=[{"type": "function", "function": {"name": "f"}}])
rejected(openai.UnprocessableEntityError, "unknown-option", "response_format", response_format={"type": "json_object"})
rejected(openai.UnprocessableEntityError, "unknown-option", "top_logprobs", logprobs=True, top_logprobs=2)
rejected(openai.UnprocessableEntityError, "unknown-option", "colour", extra_body={"colour": "red"})
rejected(openai.UnprocessableEntityError, "bad-option", "n", n=0)
rejected(openai.UnprocessableEntityError, "bad-option", "temperature", temperature=3)
ask(stop=[], frequency_penalty=0, response_format={"type": "text"}, user="someone", metadata={"a": "b"})
harmless = {
    "stop": ["\n", "</s>", "Human:"],
    "reasoning_effort": "low",
    "store": True,
    "service_tier": "auto",
    "parallel_tool_calls": False,
    "seed": 7,
    "user": "someone",
    "verbosity": "low",
    "extra_body": {"top_k": 40, "repetition_penalty": 1.0, "skip_special_tokens": True},
}
assert ask(**harmless).choices[0].message.content == caption
assert ask(question, **harmless).choices[0].message.content == best.message.content

# An instruction does not change the answer, and abstention is said in words and in a field of its own.
wrapped = ask("Question: " + question + "\nAnswer the question using a single word or phrase.", n=2, logprobs=True)
assert wrapped.choices == answers.choices
foreign = ask("Y a-t-il un chat ?", n=2)
assert len(foreign.choices) == 1 and "English" in foreign.choices[0].message.content
assert foreign.captioner["abstention"] == "unknown_language" and "chat" in foreign.captioner["unknownWords"]
assert not answers.captioner["abstained"] and answers.captioner["answers"][0]["text"] == best.message.content
assert math.isclose(math.exp(best.logprobs.content[0].logprob), answers.captioner["answers"][0]["probability"])
MODEL, served = "gpt-4o", MODEL
assert served in rejected(openai.NotFoundError, "not-found", "model")
MODEL = served
image["image_url"]["url"] = "https://example.org/cat.jpg"
assert "does not fetch" in rejected(openai.UnprocessableEntityError, "remote-photo", "image_url")
image["image_url"]["url"] = "data:image/jpeg;base64," + data[: len(data) // 8 * 4]
rejected(openai.UnprocessableEntityError, "damaged-photo", None)
rejected(openai.UnprocessableEntityError, "damaged-photo", None, stream=True)
print("openai", openai.__version__, "as expected; caption:", caption, "answer:", best.message.content)
