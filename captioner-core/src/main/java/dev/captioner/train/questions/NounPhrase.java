package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.GROUPS;

import java.util.List;
import java.util.OptionalInt;

/**
 * A thing that a caption speaks of: "two black dogs".
 *
 * @param start of its first word in the caption
 * @param end after its noun
 * @param head its noun as written
 * @param noun its noun in the singular
 * @param plural whether it is several
 * @param number how many, where the caption says so
 * @param colours of it, by the names that answers give them, each once
 * @param article its determiner, or the word for a group that it is in; empty without one
 * @param whole whether no unknown word follows that may be the thing itself, as "chalk" in "sidewalk chalk"
 */
record NounPhrase(
        int start,
        int end,
        String head,
        String noun,
        boolean plural,
        OptionalInt number,
        List<String> colours,
        String article,
        boolean whole) {
    NounPhrase {
        colours = List.copyOf(colours);
    }

    /** The thing in "a group of ..." or "a picture of ...". */
    NounPhrase in(NounPhrase container) {
        boolean group = GROUPS.contains(container.head);
        return new NounPhrase(
                container.start,
                end,
                head,
                noun,
                plural || group,
                group ? OptionalInt.empty() : number,
                colours,
                group ? container.head : article,
                whole);
    }

    /** The form of "to be" that goes with it. */
    String copula() {
        return plural ? "are" : "is";
    }

    /** Whether the caption tells it from one mentioned before. */
    boolean isAnother() {
        return article.equals("another") || article.equals("other");
    }

    /** Whether it is more than two: "a group of dogs", "several dogs". */
    boolean isMany() {
        boolean two = article.equals("couple") || article.equals("pair");
        return !two && (GROUPS.contains(article) || article.matches("several|many|few|numerous|multiple|various"));
    }
}
