package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Other wordings of common questions that mean the same, to measure whether a model gives them the same answer (Shah et al.,
 * "Cycle-Consistency for Robust Visual Question Answering", 2019, do so with rewordings by people). A question is reworded only
 * where a pattern is certain to keep its meaning, so many questions have no other wording. docs/metrics.md lists the
 * forms.
 */
@Internal
public final class Paraphrases {
    /** Words in -ing that are things: what else ends so at the end of a question about a colour asks about something else. */
    private static final Set<String> THINGS_IN_ING = Set.of(
            "awning",
            "building",
            "ceiling",
            "clothing",
            "frosting",
            "icing",
            "king",
            "lighting",
            "painting",
            "railing",
            "ring",
            "string",
            "thing",
            "wing");

    private static final List<List<QuestionTemplate>> FORMS = List.of(
            form(
                    "is there {a} {thing}",
                    "can you see {a} {thing}",
                    "do you see {a} {thing}",
                    "is {a} {thing} visible",
                    "does the photo show {a} {thing}"),
            form("is there {a} {phrase}", "can you see {a} {phrase}", "do you see {a} {phrase}"),
            form(
                    "are there any {thing}",
                    "can you see any {thing}",
                    "do you see any {thing}",
                    "are any {thing} visible",
                    "does the photo show any {thing}"),
            form("are there any {phrase}", "can you see any {phrase}", "do you see any {phrase}"),
            form("is this {a} {phrase}", "is that {a} {phrase}"),
            form(
                    "how many {thing} are there",
                    "how many {thing} can you see",
                    "how many {thing} do you see",
                    "how many {thing} are visible",
                    "what is the number of {thing}"),
            form(
                    "how many {thing} are {place}",
                    "how many {thing} can you see {place}",
                    "how many {thing} do you see {place}",
                    "how many {thing} are there {place}",
                    "what is the number of {thing} {place}"),
            form("what color is the {phrase}", "which color is the {phrase}", "what is the color of the {phrase}"),
            form("what color are the {phrase}", "which color are the {phrase}"),
            form(
                    "what is the {thing} doing",
                    "what's the {thing} doing",
                    "what is it that the {thing} is doing",
                    "can you tell what the {thing} is doing"),
            form(
                    "what are the {thing} doing",
                    "what is it that the {thing} are doing",
                    "can you tell what the {thing} are doing"),
            form("what is {place}", "what can you see {place}", "what do you see {place}", "which object is {place}"),
            form("what kind of {phrase}", "what type of {phrase}", "what sort of {phrase}"),
            form("where is the {thing}", "where can you see the {thing}", "where do you see the {thing}"));

    private Paraphrases() {}

    private static List<QuestionTemplate> form(String... wordings) {
        return Arrays.stream(wordings).map(QuestionTemplate::new).toList();
    }

    /**
     * The other wordings of a question.
     *
     * @return in lower case, with a question mark; without the wording that the question has itself, and empty when its form is
     *     none of those known here
     */
    public static List<String> of(String question) {
        String bare = question.strip()
                .replaceFirst("[\\s?.]+$", "")
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
        if (unsureOfColour(bare)) {
            return List.of();
        }
        return FORMS.stream()
                .flatMap(form -> rewordings(form, bare).stream())
                .findFirst()
                .orElse(List.of());
    }

    private static Optional<List<String>> rewordings(List<QuestionTemplate> form, String question) {
        Optional<Map<String, String>> slots = form.stream()
                .flatMap(wording -> wording.match(question).stream())
                .findFirst();
        return slots.map(found -> form.stream()
                .map(wording -> wording.with(found))
                .filter(wording -> !wording.equals(question))
                .map(wording -> wording + "?")
                .toList());
    }

    /**
     * "What color is the man wearing" asks for the colour of something that it does not name; "what is the color of the chairs"
     * does not say whether the other wordings need "is" or "are".
     */
    private static boolean unsureOfColour(String question) {
        if (!question.contains("color")) {
            return false;
        }
        List<String> words = Arrays.asList(question.split(" "));
        String last = words.get(words.size() - 1);
        return (last.endsWith("ing") && !THINGS_IN_ING.contains(last))
                || (question.startsWith("what is the color of")
                        && words.stream().skip(2).anyMatch(word -> word.matches(".*[^su]s")));
    }
}
