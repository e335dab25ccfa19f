"""Writes the golden values of WUPS with the program of its authors and NLTK; see README.md."""

import itertools
import json
import random


import calculate_wups

WORDS = """chair table desk lamp door window bed pillow cup mug bottle book bookshelf cabinet sofa couch monitor computer keyboard
    telephone phone television picture photo wall floor ceiling curtain towel sink toilet refrigerator oven stove microwave
    fan clock mirror shelf shelves knives knife glasses glass scissors papers paper boxes box dishes toys toy dog dogs puppy cat
    person people man men woman women child children chef fireman red blue green white black brown one two three 2 yes no
    garbage_bin trash_can ashcan night_stand nightstand ice_cream hot_dog air_conditioner tissue_roll wall_decoration bus buses
    car train plane airplane bird horse zebra giraffe elephant apple banana orange pizza sandwich frisbee skateboard surfboard
    london paris obama mice mouse geese leaves leaf wolves xyzzy it's jumping running on""".split()
SETS = ["table, chair", "chair,table", "chair", "book, pen, cup", "book, cup", "cup, mug", "mug", "bed, bed", "bed", "", ",",
        "lamp, xyzzy", "xyzzy", "sofa, couch", "dogs, cats", "knife, fork, spoon", "fork", "red", "red, blue"]


def measure(threshold):
    def membership(item, items):
        return calculate_wups.fuzzy_set_membership_measure(
            item, items, lambda a, b: calculate_wups.wup_measure(a, b, threshold))

    return lambda truth, answer: float(calculate_wups.score_it(
        calculate_wups.items2list(truth), calculate_wups.items2list(answer), membership))


chance = random.Random(3)
pairs = [tuple(chance.choices(WORDS, k=2)) for _ in range(700)]
pairs += list(itertools.product(SETS, SETS))
at09, at00 = measure(0.9), measure(0.0)
with open("wups.json", "w", encoding="utf-8") as file:
    lines = [json.dumps({"humanAnswer": truth, "answer": answer, "at09": at09(truth, answer), "at00": at00(truth, answer)})
             for truth, answer in pairs]
    file.write("[\n" + ",\n".join(lines) + "\n]\n")
