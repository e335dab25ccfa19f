"""Writes the golden values of answer normalisation and consensus accuracy with the official program; see README.md."""

import contextlib
import io
import json
import random

from vqaEval import VQAEval

FORMS = [
    "yes", "Yes", "YES!", " no ", "no.", "the dog", "A dog", "dog", "an apple", "The", "a", "", " ", "two", "2", "Two dogs",
    "2 dogs", "two  dogs", "ten", "10", "none", "0", "zero", "one", "eleven", "None of them", "one one", "1,000", "1000",
    "1,000 people", "1,000_people, a lot", "3.5", "3. 5", ".5", "5.", "...", "U.S.A.", "e.g. this", "t-shirt", "t -shirt",
    "t - shirt", "tshirt", "garbage_bin", "garbage bin", "garbage_ bin", "_", "__a__", "black/white", "black / white",
    "black and white", "(left)", "left )", "[x]", "{x}", "what?", "what ?", "\"stop\"", "stop;", "a;b", "x=y", "x+y", "x\\y",
    "<b>", "a@b", "`x`", "it's", "its", "isn't", "isnt", "ISNT", "dont know", "can't tell", "cant tell", "Im", "Id've",
    "somebody'd", "somebodyd", "lets", "let's", "shes", "she's", "o'clock", "5 oclock", "5:30", "5:30 pm", "$5.00", "50%",
    "50 %", "caf\u00e9", "CAF\u00c9", "na\u00efve", "\u00dcber", "new\tline", "new\nline", " tab\t", "man's", "mans", "don't", "dont",
    "the a an", "the two", "theother", "-1", "- 1", "--", "red,white,blue", "red, white, blue", "red ,white", "1,2", "1, 2",
    "12,345,678", "a.m.", "10 a.m.", "on the right", "right", "to the right", "table, chair", "yes/no", "Yes, it is",
    "whats this", "whos there", "couldntve", "couldnt've", "yall'd've", "maam", "twas", "three-four", "7up", "seven up",
]
CONFUSABLE = [
    ["yes", "Yes", "yes.", "no", "maybe"], ["2", "two", "Two", "3", "2 dogs"], ["dog", "a dog", "the dog", "Dog", "cat"],
    ["garbage_bin", "garbage bin", "bin", "Garbage Bin!"], ["black and white", "black/white", "black & white", "black, white"],
    ["can't tell", "cant tell", "unknown", "Can't tell."], ["1,000", "1000", "one thousand"], ["t-shirt", "t shirt", "tshirt"],
]


class Answers:
    """What the official program reads: questions by number."""

    def __init__(self, qa):
        self.qa = qa

    def getQuesIds(self):
        return list(self.qa)


def accuracy(people, answer):
    given = [{"answer": text, "answer_confidence": "yes", "answer_id": number} for number, text in enumerate(people, 1)]
    truth = Answers({1: {"answers": given, "question_type": "", "answer_type": ""}})
    evaluation = VQAEval(truth, Answers({1: {"answer": answer}}), n=12)
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation.evaluate()
    return evaluation.evalQA[1] / 100


def normalised(evaluation, text):
    text = text.replace("\n", " ").replace("\t", " ").strip()
    return evaluation.processDigitArticle(evaluation.processPunctuation(text))


def cases():
    chance = random.Random(7)
    for number in range(100):
        pool = CONFUSABLE[number % len(CONFUSABLE)]
        people = chance.choices(pool, weights=[3 ** chance.randrange(4) for _ in pool], k=chance.choice([10] * 8 + [2, 3, 5]))
        if number % 7 == 0:
            people = people[:1] * len(people)
        answer = chance.choice(pool + people)
        yield {"humanAnswers": people, "answer": answer, "accuracy": accuracy(people, answer)}


def write(name, values):
    with open(name, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(value) for value in values) + "\n]\n")


evaluation = VQAEval(Answers({}), Answers({}))
texts = FORMS + sorted(set(evaluation.contractions))
write("normalisation.json", [{"answer": text, "normalised": normalised(evaluation, text)} for text in texts])
write("consensus.json", cases())
