package dev.captioner.decode;

import java.util.List;

/**
 * What every sentence must satisfy. Constraints that no sentence can satisfy are rejected before the search starts.
 *
 * <p>Words are tokenised like all sentences ({@link dev.captioner.text.Tokeniser}): upper and lower case are the same, an entry of
 * several words is a phrase.
 *
 * @param include words and phrases that must appear; a phrase's words side by side and in order
 * @param exclude single words that must not appear
 * @param prefix the first words of the sentence; empty for no constraint
 * @param minLength minimum number of words, from 1 to {@value #LONGEST}
 * @param maxLength maximum number of words, from 1 to {@value #LONGEST}
 */
public record Constraints(List<String> include, List<String> exclude, String prefix, int minLength, int maxLength) {
    /** Maximum number of words of any sentence. */
    public static final int LONGEST = 100;

    /** Default maximum length in words. */
    public static final int DEFAULT_MAX_LENGTH = 20;

    /** No constraints except the default maximum length. */
    public static final Constraints NONE = new Constraints(List.of(), List.of(), "", 1, DEFAULT_MAX_LENGTH);

    /**
     * Copies the lists and checks the lengths.
     *
     * @throws OptionException when a length is out of range
     * @throws ConstraintException when the minimum length is greater than the maximum length
     */
    public Constraints {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        DecodingOption.MIN_LENGTH.require(minLength);
        DecodingOption.MAX_LENGTH.require(maxLength);
        if (minLength > maxLength) {
            throw new ConstraintException(
                    "the minimum length of " + minLength + " words is greater than the maximum length of " + maxLength);
        }
    }

    /** These constraints with other words that must appear. */
    public Constraints including(String... words) {
        return new Constraints(List.of(words), exclude, prefix, minLength, maxLength);
    }

    /** These constraints with other words that must not appear. */
    public Constraints excluding(String... words) {
        return new Constraints(include, List.of(words), prefix, minLength, maxLength);
    }

    /** These constraints with another prefix. */
    public Constraints beginning(String words) {
        return new Constraints(include, exclude, words, minLength, maxLength);
    }

    /** These constraints with another minimum and maximum length, in words. */
    public Constraints ofLength(int min, int max) {
        return new Constraints(include, exclude, prefix, min, max);
    }
}
