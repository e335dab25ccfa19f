package dev.captioner.train.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Regular and the commonest irregular forms of English nouns and verbs. */
final class Inflections {
    private static final Map<String, String> IRREGULAR_PLURALS = Map.ofEntries(
            Map.entry("men", "man"),
            Map.entry("women", "woman"),
            Map.entry("people", "person"),
            Map.entry("children", "child"),
            Map.entry("feet", "foot"),
            Map.entry("teeth", "tooth"),
            Map.entry("geese", "goose"),
            Map.entry("mice", "mouse"),
            Map.entry("oxen", "ox"),
            Map.entry("firemen", "fireman"),
            Map.entry("policemen", "policeman"),
            Map.entry("fishermen", "fisherman"),
            Map.entry("knives", "knife"),
            Map.entry("leaves", "leaf"),
            Map.entry("calves", "calf"),
            Map.entry("wolves", "wolf"),
            Map.entry("shelves", "shelf"),
            Map.entry("loaves", "loaf"),
            Map.entry("skis", "ski"),
            Map.entry("taxis", "taxi"));

    private Inflections() {}

    /** What the word may be the plural of, the likeliest first; empty when it does not look like one. */
    static List<String> singulars(String word) {
        String irregular = IRREGULAR_PLURALS.get(word);
        if (irregular != null) {
            return List.of(irregular);
        }
        List<String> singulars = new ArrayList<>();
        if (word.length() < 4
                || !word.endsWith("s")
                || word.endsWith("ss")
                || word.endsWith("us")
                || word.endsWith("is")) {
            return singulars;
        }
        if (word.endsWith("ies") && word.length() > 4) {
            singulars.add(cut(word, 3) + "y");
        }
        if (word.matches(".*(s|x|z|ch|sh|o)es")) {
            singulars.add(cut(word, 2));
        }
        singulars.add(cut(word, 1));
        return singulars;
    }

    /** Whether the word is a plural that the rules for regular ones do not give. */
    static boolean isIrregularPlural(String word) {
        return IRREGULAR_PLURALS.containsKey(word);
    }

    /** What verb a form in -ing may belong to. */
    static List<String> verbsOf(String gerund) {
        String stem = cut(gerund, 3);
        List<String> verbs = new ArrayList<>(List.of(stem, stem + "e"));
        int length = stem.length();
        if (length > 2 && stem.charAt(length - 1) == stem.charAt(length - 2)) {
            verbs.add(cut(stem, 1));
        }
        if (stem.endsWith("y")) {
            verbs.add(cut(stem, 1) + "ie");
        }
        return verbs;
    }

    /** The form for he, she and it. */
    static String thirdPerson(String verb) {
        if (verb.matches(".*(s|x|z|ch|sh|o)")) {
            return verb + "es";
        }
        return verb.matches(".*[^aeiou]y") ? cut(verb, 1) + "ies" : verb + "s";
    }

    /** The regular past of a verb with the given form in -ing. */
    static String past(String verb, String gerund) {
        if (verb.endsWith("e")) {
            return verb + "d";
        }
        return verb.matches(".*[^aeiou]y") ? cut(verb, 1) + "ied" : cut(gerund, 3) + "ed";
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }
}
