package dev.captioner.evaluate.treebank;

import static dev.captioner.evaluate.treebank.Characters.DIGIT;
import static dev.captioner.evaluate.treebank.Rule.keep;
import static dev.captioner.evaluate.treebank.Rule.rewrite;

import java.util.List;
import java.util.Map;

/** Numbers, fractions, dates, telephone numbers and currencies. */
final class Numbers {
    private static final String NUMBER =
            "(?:" + DIGIT + "*+(?:[.,:\\u00AD\\u066B\\u066C]" + DIGIT + "++)++|" + DIGIT + "++)";
    private static final String UP_TO_FOUR = DIGIT + "{1,4}";
    private static final String AREA = "[0-9]{2,4}";
    private static final String GAP = "[- \\u00A0]";

    private static final Map<String, String> FRACTIONS =
            Map.of("\u00BC", "1/4", "\u00BD", "1/2", "\u00BE", "3/4", "\u2153", "1/3", "\u2154", "2/3");

    /** The reference knows cents, pounds, which it writes as #, and dollars, which stand for the rest. */
    private static final Map<String, String> CURRENCIES =
            Map.of("\u00A2", "cents", "\u00A3", "#", "\u00A4", "$", "\u0080", "$", "\u20A0", "$", "\u20AC", "$");

    static final List<Rule> RULES = List.of(
            keep("([-+]?" + NUMBER + ")"),
            // 1/2, 2 1/2, 2-1/2
            rewrite(
                    "((?:" + UP_TO_FOUR + GAP + ")?" + UP_TO_FOUR + "(?:\\\\?/|\\u2044)" + UP_TO_FOUR + ")",
                    Numbers::inOnePiece),
            keep("(" + DIGIT + "{1,2}[-/]" + DIGIT + "{1,2}[-/]" + DIGIT + "{2,4})"),
            // (555) 123-4567, +44 20 7946 0958, 555.123.4567
            rewrite(
                    "((?:\\([0-9]{2,3}\\)[ \\u00A0]?|\\+{0,2}(?:" + AREA + GAP + ")?" + AREA + GAP + ")[0-9]{3,4}" + GAP
                            + "?[0-9]{3,5})",
                    Numbers::inOnePiece),
            keep("((?:\\+{0,2}" + AREA + "\\.)?" + AREA + "\\.[0-9]{3,4}\\.[0-9]{3,5})"),
            rewrite("([" + String.join("", FRACTIONS.keySet()) + "])", token -> FRACTIONS.getOrDefault(token, token)),
            keep("([A-Z]*\\$|#)"),
            rewrite(
                    "([" + String.join("", CURRENCIES.keySet()) + "])",
                    token -> CURRENCIES.getOrDefault(token, token)));

    private Numbers() {}

    private static String inOnePiece(String token) {
        return token.replace(' ', '\u00A0').replace("(", "-lrb-").replace(")", "-rrb-");
    }
}
