"""Writes the golden values of the caption metrics with the reference implementation; see README.md."""

import json

from pycocoevalcap.bleu.bleu import Bleu
from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.rouge.rouge import Rouge
from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

NEUTRAL = "neutral"


def tokens(captions):
    """The reference tokens of each caption, unaffected by the captions around it."""
    lines = [line for caption in captions for line in (caption, NEUTRAL)]
    entries = {number: [{"caption": line}] for number, line in enumerate(lines)}
    tokenised = PTBTokenizer().tokenize(entries)
    assert all(tokenised[number] == [NEUTRAL] for number in range(1, len(lines), 2))
    return [tokenised[number][0] for number in range(0, len(lines), 2)]


def read(name):
    with open(name, encoding="utf-8", newline="") as file:
        return file.read().split("\n")[:-1]


def write_tokens():
    captions = read("captions.txt")
    with open("tokens.tsv", "w", encoding="utf-8", newline="") as file:
        for caption, split in zip(captions, tokens(captions)):
            file.write(f"{caption}\t{split}\n")


def write_scores():
    hypotheses = [line.split("\t") for line in read("small.hypotheses.tsv")]
    references = [line.split("\t") for line in read("small.references.tsv")]
    candidate = {photo: [split] for (photo, _), split in zip(hypotheses, tokens([caption for _, caption in hypotheses]))}
    truth = {photo: [] for photo in candidate}
    for (photo, _), split in zip(references, tokens([caption for _, caption in references])):
        truth[photo].append(split)
    bleu, _ = Bleu(4).compute_score(truth, candidate, verbose=0)
    rouge, rouges = Rouge().compute_score(truth, candidate)
    cider, ciders = Cider().compute_score(truth, candidate)
    corpus = {f"bleu{n + 1}": value for n, value in enumerate(bleu)} | {"rougeL": float(rouge), "cider": float(cider)}
    photos = {
        photo: {"tokens": split[0], "rougeL": float(rouges[number]), "cider": float(ciders[number])}
        for number, (photo, split) in enumerate(candidate.items())
    }
    with open("small.expected.json", "w", encoding="utf-8") as file:
        json.dump({"corpus": corpus, "photos": photos}, file, ensure_ascii=False, indent=1)
        file.write("\n")


write_tokens()
write_scores()
