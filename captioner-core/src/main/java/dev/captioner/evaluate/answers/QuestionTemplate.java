package dev.captioner.evaluate.answers;

import dev.captioner.text.FunctionWords;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One wording of a question, with slots in braces that other wordings of the same form have too:
 *
 * <ul>
 *   <li>{@code {a}}: a, an
 *   <li>{@code {thing}}: one to four words, none of them of {@link FunctionWords}
 *   <li>{@code {phrase}}: any words
 *   <li>{@code {place}}: words that begin with a preposition of place
 * </ul>
 */
final class QuestionTemplate {
    private static final Pattern SLOT = Pattern.compile("\\{(a|thing|phrase|place)}");

    private static final Map<String, String> EXPRESSIONS = Map.of(
            "a", "an?",
            "thing", "\\S+(?: \\S+){0,3}",
            "phrase", "\\S.*",
            "place",
                    "(?:in|on|at|above|below|under|beneath|behind|beside|between|near|next to|in front of|to the (?:left|right) of) \\S.*");

    private final String text;
    private final Pattern pattern;

    QuestionTemplate(String text) {
        this.text = text;
        this.pattern = Pattern.compile(SLOT.matcher(text)
                .replaceAll(slot ->
                        Matcher.quoteReplacement("(?<" + slot.group(1) + ">" + EXPRESSIONS.get(slot.group(1)) + ")")));
    }

    /** What stands in the slots when a question in lower case, without its question mark, has this wording. */
    Optional<Map<String, String>> match(String question) {
        Matcher matcher = pattern.matcher(question);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> slots = new HashMap<>();
        SLOT.matcher(text).results().map(slot -> slot.group(1)).forEach(name -> slots.put(name, matcher.group(name)));
        String thing = slots.getOrDefault("thing", "");
        boolean named = Arrays.stream(thing.split(" ")).noneMatch(FunctionWords::contains);
        return thing.isEmpty() || named ? Optional.of(slots) : Optional.empty();
    }

    /** The question in this wording. */
    String with(Map<String, String> slots) {
        return SLOT.matcher(text)
                .replaceAll((MatchResult slot) -> Matcher.quoteReplacement(slots.getOrDefault(slot.group(1), "")));
    }
}
