package dev.captioner.decode;

import java.util.List;

/**
 * What every sentence has to keep to. It always does, or the constraints are refused before anything is searched for.
 *
 * <p>Words are read as all sentences are ({@link dev.captioner.text.Tokeniser}): upper and lower case are the same, an entry of
 * several words is a phrase.
 *
 * @param include words and phrases that must appear; a phrase's words side by side and in order
 * @param exclude single words that must not appear
 * @param prefix how the sentence begins; empty for anyhow
 * @param minLength fewest words, at least 1
 * @param maxLength most words, at most {@value #LONGEST}
 */
public record Constraints(List<String> include, List<String> exclude, String prefix, int minLength, int maxLength) {
    /** No sentence may be longer. */
    public static final int LONGEST = 100;

    /** Words of a caption unless asked for otherwise. */
    public static final int DEFAULT_MAX_LENGTH = 20;

    /** Nothing but the usual greatest length. */
    public static final Constraints NONE = new Constraints(List.of(), List.of(), "", 1, DEFAULT_MAX_LENGTH);

    /**
     * Copies the lists and checks the lengths.
     *
     * @throws ConstraintException when a length is out of range or the least is greater than the greatest
     */
    public Constraints {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        if (minLength < 1) {
            throw new ConstraintException("the minimum length must be at least 1 word, found " + minLength);
        }
        if (maxLength < 1 || maxLength > LONGEST) {
            throw new ConstraintException(
                    "the maximum length must be from 1 to " + LONGEST + " words, found " + maxLength);
        }
        if (minLength > maxLength) {
            throw new ConstraintException(
                    "the minimum length of " + minLength + " words is greater than the maximum length of " + maxLength);
        }
    }

    /** The same with other words that must appear. */
    public Constraints including(String... words) {
        return new Constraints(List.of(words), exclude, prefix, minLength, maxLength);
    }

    /** The same with other words that must not appear. */
    public Constraints excluding(String... words) {
        return new Constraints(include, List.of(words), prefix, minLength, maxLength);
    }

    /** The same with another beginning. */
    public Constraints beginning(String words) {
        return new Constraints(include, exclude, words, minLength, maxLength);
    }

    /** The same with other lengths. */
    public Constraints ofLength(int min, int max) {
        return new Constraints(include, exclude, prefix, min, max);
    }
}
