package dev.captioner.text;

import java.util.List;

/**
 * A checked question about a photo, without instructions such as "Answer yes or no." that stand around it ({@link Instructions}).
 * Letters of every script are accepted: a word outside the vocabulary is unknown to the model, not an error.
 *
 * @param text without instructions and surrounding blanks
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
     * Checks a question and takes the instructions off it.
     *
     * @throws QuestionException when it is empty, has no letter, or is longer than 500 characters without its instructions, or than 2,000
     *     with them
     */
    public static QuestionText of(String question) {
        String given = question.strip();
        if (given.isEmpty()) {
            throw new QuestionException("the question is empty; ask one in words, such as 'what color is the dog?'");
        }
        String text = Instructions.off(given);
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
