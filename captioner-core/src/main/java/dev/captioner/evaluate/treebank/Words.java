package dev.captioner.evaluate.treebank;

import static dev.captioner.evaluate.treebank.Characters.APOSTROPHE;
import static dev.captioner.evaluate.treebank.Characters.APOSTROPHE_LIKE;
import static dev.captioner.evaluate.treebank.Characters.BREAK;
import static dev.captioner.evaluate.treebank.Characters.LETTER;
import static dev.captioner.evaluate.treebank.Characters.LETTER_OR_DIGIT;
import static dev.captioner.evaluate.treebank.Rule.keep;
import static dev.captioner.evaluate.treebank.Rule.rewrite;

import java.util.List;

/** Words, and what English does to them with an apostrophe. */
final class Words {
    /** Letters and digits after a letter; full stops, exclamation and question marks may stand inside. */
    static final String WORD = LETTER + LETTER_OR_DIGIT + "*+(?:[.!?]" + LETTER + LETTER_OR_DIGIT + "*+)*+";

    /** What is split off the word before it: 's, 'm, 'd, 're, 've, 'll. */
    private static final String CLITIC = APOSTROPHE + "(?i:[msd]|re|ve|ll)";

    private static final String NOT = "[nN]" + APOSTROPHE_LIKE + "[tT]";

    /** A clitic or "n't" where the rules of quotation marks could also apply. */
    static final Rule SPLIT_OFF = rewrite("(" + CLITIC + "|" + NOT + ")", Words::withAsciiApostrophe);

    static final List<Rule> RULES = List.of(
            // cannot: can not; gonna: gon na; lemme: lem me; 'tis: 't is
            keep("((?i:can))(?i:not)"),
            keep("((?i:gon|wan))(?i:na)"),
            keep("((?i:got))(?i:ta)"),
            keep("((?i:lem|gim))(?i:me)"),
            keep("('[tT])(?i:is|was)"),
            // it's: it 's; don't: do n't
            rewrite("(" + WORD + ")" + CLITIC, Words::withoutSoftHyphens),
            keep("([A-Za-z]*[A-MO-Za-mo-z])" + NOT),
            rewrite("(" + WORD + ")", Words::withoutSoftHyphens),
            // rock 'n' roll, l'eau, somethin', ol', 'em, 'til, 'cause, y'all: y' all
            keep("(" + APOSTROPHE + "[nN]" + APOSTROPHE + "?)"),
            keep("([lLdDjJ]" + APOSTROPHE + ")"),
            keep("((?i:dunkin|somethin|ol)" + APOSTROPHE + "|[oO]" + APOSTROPHE + "[oO])"),
            keep("(" + APOSTROPHE + "(?i:em|till?|cause))"),
            keep("([yY]" + APOSTROPHE + ")\\p{L}"),
            // words that are one token: cap'n, c'est, Hallowe'en, G'day, Xi'an
            keep("((?i:cap" + APOSTROPHE + "n|c" + APOSTROPHE + "est))"),
            keep("((?i:li'l|e'er|ev'ry|c'mon|s'mores|nat'l|cont'd\\.))"),
            keep("([A-HJ-XZn]" + APOSTROPHE_LIKE + "\\p{L}{2,}+)"),
            keep("(\\p{L}+[aeiouyAEIOUY]" + APOSTROPHE_LIKE + "[aeiouA-Z]\\p{L}*+)"),
            // '90s, '05
            keep("(" + APOSTROPHE + "[2-9]0[sS])"),
            keep("(" + APOSTROPHE + "[0-9]{2})" + BREAK),
            rewrite("(" + CLITIC + "|" + NOT + ")[^A-Za-z]", Words::withAsciiApostrophe));

    private Words() {}

    static String withoutSoftHyphens(String token) {
        return token.replace("\u00AD", "");
    }

    private static String withAsciiApostrophe(String token) {
        return token.replace("&apos;", "'")
                .replaceAll("[\\u0092\\u2019]", "'")
                .replaceAll("[\\u0091\\u2018\\u201B]", "`");
    }
}
