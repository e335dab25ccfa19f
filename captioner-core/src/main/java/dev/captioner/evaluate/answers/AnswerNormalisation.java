package dev.captioner.evaluate.answers;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes answers that differ in their spelling only the same, as the evaluation of VQA does (Antol et al., "VQA: Visual
 * Question Answering", 2015, and its published program): case, punctuation, number words, articles, apostrophes left out.
 * Its oddities are kept, since figures are compared with those of others.
 */
final class AnswerNormalisation {
    private static final Pattern BLANKS = Pattern.compile("[\\s_]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private static final String SIGNS = ";/[]\"{}()=+\\_-><@`,?!";
    private static final Pattern THOUSANDS = Pattern.compile("\\d,\\d");
    private static final Pattern FULL_STOP = Pattern.compile("\\.(?!\\d)");

    /** A number word and what replaces it; an article and nothing. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("none", "0"),
            Map.entry("zero", "0"),
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("a", ""),
            Map.entry("an", ""),
            Map.entry("the", ""));

    private AnswerNormalisation() {}

    /** Lower case, with white space and {@code _} as single blanks: what two answers are compared by at the least. */
    public static String plain(String answer) {
        return BLANKS.matcher(answer).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    /** The normalisation of VQA. {@code _} is one of the signs that become blanks. */
    public static String normalise(String answer) {
        String unsigned = withoutSigns(SPACES.matcher(answer).replaceAll(" ").strip());
        return Arrays.stream(unsigned.toLowerCase(Locale.ROOT).split("\\s+"))
                .map(word -> Objects.requireNonNullElse(WORDS.get(word), word))
                .map(Contractions::restore)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /**
     * A sign becomes a blank; but nothing, everywhere in the answer, when one of its kind stands beside a blank or the answer
     * has a comma between digits. A full stop goes unless a digit follows.
     */
    private static String withoutSigns(String answer) {
        boolean thousands = THOUSANDS.matcher(answer).find();
        String result = answer;
        for (int i = 0; i < SIGNS.length(); i++) {
            char sign = SIGNS.charAt(i);
            boolean besideBlank = answer.contains(sign + " ") || answer.contains(" " + sign);
            result = result.replace(String.valueOf(sign), besideBlank || thousands ? "" : " ");
        }
        return FULL_STOP.matcher(result).replaceAll("");
    }
}
