package dev.captioner.evaluate.answers;

/** Knows what is a kind of what: WordNet, as a rule. */
public interface Taxonomy {
    /**
     * How near two words are: the similarity of Wu and Palmer ("Verb Semantics and Lexical Selection", 1994), which is
     * {@code 2 d(s) / (d(a) + d(b))} for the depths d of two meanings and of the deepest kind s that comprises both; of all the
     * meanings that the words have as nouns the two that are nearest.
     *
     * @param word in lower case; the words of a compound stand apart by blanks
     * @return 0 to 1; 0 when one of them is unknown
     */
    double similarity(String word, String other);
}
