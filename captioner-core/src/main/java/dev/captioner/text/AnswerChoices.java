package dev.captioner.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers to choose from, checked.
 *
 * @param texts without surrounding blanks, 2 to 20
 * @param words of each, by {@link Tokeniser}
 */
public record AnswerChoices(List<String> texts, List<List<String>> words) {
    private static final int FEWEST = 2;
    private static final int MOST = 20;
    private static final int MOST_WORDS = 20;
    private static final int MOST_CHARACTERS = 200;

    /** Copies the lists. */
    public AnswerChoices {
        texts = List.copyOf(texts);
        words = words.stream().map(List::copyOf).toList();
    }

    /**
     * Checks a list of choices.
     *
     * @throws QuestionException when they are fewer than 2 or more than 20, or one has no word, has more than 20 words or 200 characters, or has
     *     the same words as another
     */
    public static AnswerChoices of(List<String> choices) {
        if (choices.size() < FEWEST || choices.size() > MOST) {
            throw new QuestionException("expected " + FEWEST + " to " + MOST + " choices, found " + choices.size());
        }
        List<String> texts = new ArrayList<>();
        List<List<String>> words = new ArrayList<>();
        Map<List<String>, Integer> numbers = new HashMap<>();
        for (String choice : choices) {
            int number = texts.size() + 1;
            if (choice.length() > MOST_CHARACTERS) {
                throw new QuestionException("choice " + number + " has " + choice.length()
                        + " characters; give each at most " + MOST_CHARACTERS);
            }
            List<String> own = Tokeniser.words(choice);
            if (own.isEmpty()) {
                throw new QuestionException("choice " + number + " has no word; give each a word at least");
            }
            if (own.size() > MOST_WORDS) {
                throw new QuestionException(
                        "choice " + number + " has " + own.size() + " words; give each at most " + MOST_WORDS);
            }
            Integer earlier = numbers.putIfAbsent(own, number);
            if (earlier != null) {
                throw new QuestionException("choices " + earlier + " and " + number + " are both '"
                        + String.join(" ", own) + "' but for capitals and punctuation; leave one out");
            }
            texts.add(choice.strip());
            words.add(own);
        }
        return new AnswerChoices(texts, words);
    }
}
