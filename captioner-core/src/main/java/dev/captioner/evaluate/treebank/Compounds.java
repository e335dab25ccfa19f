package dev.captioner.evaluate.treebank;

import static dev.captioner.evaluate.treebank.Characters.ALPHANUMERIC;
import static dev.captioner.evaluate.treebank.Characters.APOSTROPHE_LIKE;
import static dev.captioner.evaluate.treebank.Characters.HYPHEN;
import static dev.captioner.evaluate.treebank.Rule.keep;
import static dev.captioner.evaluate.treebank.Rule.rewrite;

import java.util.List;

/** Tokens of several words, digits and signs: T-shirt, o'clock, and/or, AT&amp;T. */
final class Compounds {
    private static final String PART = "(?:[dDoOlL]" + APOSTROPHE_LIKE + ALPHANUMERIC + ")?" + ALPHANUMERIC + "++";
    private static final String HYPHENATED = PART + "(?:" + HYPHEN + PART + ")*+";

    /** Hyphenated with full stops and commas before the first hyphen, and perhaps acronyms after: 3.5-inch, anti-U.S. */
    private static final String POINTED =
            "[A-Za-z0-9][A-Za-z0-9.,\\u00AD]*(?:-(?:" + Abbreviations.ACRONYM + "|[A-Za-z0-9\\u00AD]++))++";

    private static final String COMPANY = "[A-Z]++(?:(?:[+&]|&amp;)[A-Z]++)++";
    private static final String SLASHED_PART = "[A-Za-z0-9]++(?:-[A-Za-z]++){0,2}+";

    /** Whatever keeps a full stop that a comma, semicolon or colon follows. */
    static final String POINTED_ANYWAY = "(?:" + POINTED + "|" + COMPANY + "|" + Words.WORD + "|" + HYPHENATED + ")";

    static final List<Rule> RULES = List.of(
            rewrite("(" + HYPHENATED + ")", Words::withoutSoftHyphens),
            rewrite("(" + POINTED + ")", Words::withoutSoftHyphens),
            rewrite("(" + COMPANY + ")", Compounds::withAmpersand),
            rewrite("(S(?:&|&amp;)(?:P-500|Ls))", Compounds::withAmpersand),
            // black/white, and/or, 24/7/365
            keep("(" + SLASHED_PART + "(?:\\\\?/" + SLASHED_PART + "){1,2}+)"),
            keep("([cC]\\+\\+|[cCfF]#|(?i:C\\.D\\.s)|-(?i:[lr][crs]b)-)"));

    private Compounds() {}

    private static String withAmpersand(String token) {
        return token.replace("&amp;", "&");
    }
}
