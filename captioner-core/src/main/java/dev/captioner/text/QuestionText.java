package dev.captioner.text;

import java.util.List;

/**
 * A checked question about a photo. Letters of every script are accepted: a word outside the vocabulary is unknown to
 * the model, not an error.
 *
 * @param text without surrounding blanks
 * @param words as {@link Tokeniser} gives them, at least one
 */
public record QuestionText(String text, List<String> words) {
    /** Twice the longest question of VQA v2 and DAQUAR together. */
    private static final int MOST_CHARACTERS = 500;

    /** Copies the list. */
    public QuestionText {
        words = List.copyOf(words);
    }

    /**
     * Checks a question.
     *
     * @throws QuestionException when it is empty, has no letter or is longer than 500 characters
     */
    public static QuestionText of(String question) {
        String text = question.strip();
        if (text.isEmpty()) {
            throw new QuestionException("the question is empty; ask one in words, such as 'what color is the dog?'");
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > MOST_CHARACTERS) {
            throw new QuestionException(
                    "the question has " + characters + " characters; ask one of at most " + MOST_CHARACTERS);
        }
        if (text.codePoints().noneMatch(Character::isLetter)) {
            throw new QuestionException(
                    "the question has no letters; ask one in words, such as 'what color is the dog?'");
        }
        return new QuestionText(text, Tokeniser.words(text));
    }
}
