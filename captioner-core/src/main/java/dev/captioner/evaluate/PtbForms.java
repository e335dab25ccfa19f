package dev.captioner.evaluate;

import java.util.Map;
import java.util.Set;

/** How a token is written down; case is another matter. */
final class PtbForms {
    private static final Map<String, String> TREEBANK = Map.ofEntries(
            Map.entry("(", "-lrb-"),
            Map.entry(")", "-rrb-"),
            Map.entry("[", "-lsb-"),
            Map.entry("]", "-rsb-"),
            Map.entry("{", "-lcb-"),
            Map.entry("}", "-rcb-"),
            Map.entry("&amp;", "&"),
            Map.entry("&lt;", "<"),
            Map.entry("&gt;", ">"),
            Map.entry("\u00A2", "cents"),
            Map.entry("\u00A3", "#"),
            Map.entry("\u00A4", "$"),
            Map.entry("\u0080", "$"), // the euro sign of Windows-1252
            Map.entry("\u20A0", "$"),
            Map.entry("\u20AC", "$"),
            Map.entry("\u00BC", "1/4"),
            Map.entry("\u00BD", "1/2"),
            Map.entry("\u00BE", "3/4"),
            Map.entry("\u2153", "1/3"),
            Map.entry("\u2154", "2/3"));

    private static final Set<String> QUOTES = Set.of("`", "``", "'", "''");

    private PtbForms() {}

    static String asWritten(String token) {
        return token;
    }

    static String dropped(String token) {
        return "";
    }

    /** Without soft hyphens. */
    static String word(String token) {
        return token.replace("\u00AD", "");
    }

    /** Brackets, currencies, fractions and escaped signs as the treebank writes them. */
    static String treebank(String token) {
        return TREEBANK.getOrDefault(token, token);
    }

    static String ampersand(String token) {
        return token.replace("&amp;", "&");
    }

    static String spaceless(String token) {
        return token.replace(' ', '\u00A0');
    }

    /** One token though it has spaces or round brackets inside. */
    static String unbroken(String token) {
        return spaceless(token).replace("(", "-lrb-").replace(")", "-rrb-");
    }

    static String straightApostrophe(String token) {
        return token.replace("&apos;", "'")
                .replaceAll("[\\u0092\\u2019]", "'")
                .replaceAll("[\\u0091\\u2018\\u201B]", "`");
    }

    /** Dropped, unless two together make no quotation mark of the treebank. */
    static String quote(String token) {
        String form = token.replaceAll("[\\u0092\\u2019\\u203A]", "'")
                .replaceAll("[\\u0091\\u2018\\u201B\\u2039]", "`")
                .replaceAll("[\\u0094\\u201D\\u00BB]", "''")
                .replaceAll("[\\u0093\\u201C\\u00AB]", "``");
        return QUOTES.contains(form) ? "" : form;
    }
}
