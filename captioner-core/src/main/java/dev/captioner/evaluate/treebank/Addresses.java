package dev.captioner.evaluate.treebank;

import static dev.captioner.evaluate.treebank.Characters.BREAK;
import static dev.captioner.evaluate.treebank.Characters.LETTER;
import static dev.captioner.evaluate.treebank.Characters.LETTER_OR_DIGIT;
import static dev.captioner.evaluate.treebank.Rule.keep;
import static dev.captioner.evaluate.treebank.Rule.rewrite;

import java.util.List;

/** Tokens of the web: markup, URLs, hosts, mail addresses, file names, handles and hashtags. */
final class Addresses {
    private static final String ATTRIBUTE_VALUE = "(?:\"[^\"\\n]*+\"|'[^'\\n]*+')";
    private static final String NAME = "[A-Za-z][A-Za-z0-9_:.-]*+";
    private static final String ATTRIBUTES = "(?: +" + NAME + "(?: *= *" + ATTRIBUTE_VALUE + ")?)*+";

    /** {@code <b>}, {@code </b>}, {@code <a href="x">}, {@code <!-- x -->}. */
    static final String MARKUP = "(?:<[!?][A-Za-z-][^>\\n]*+>|<" + NAME + ATTRIBUTES + " *+/? *+>|</" + NAME + " *+>)";

    /** Never in an address, so that it ends one. */
    private static final String END = " \\t\\n\"<>|";

    private static final String ADDRESS = "[^" + END + "(){}]";
    private static final String PATH = "[^" + END + "()]";
    private static final String LAST = "[^" + END + "(){},.!?-]"; // no punctuation at the end
    private static final String LABEL = "[^" + END + "(){},.!?]";

    /** A label before .com and its like: the reference knows no digits, capitals or hyphens here. */
    private static final String PLAIN_LABEL = "[^" + END + "(){}!?$'`,-_]";

    private static final String HOST =
            "(?:(?i:www)\\.(?:" + LABEL + "+\\.)+[a-zA-Z]{2,4}|(?:" + PLAIN_LABEL + "+\\.)+(?i:com|edu|net|org))";

    private static final String MAIL = "[^" + END + "(){}\\u00A0]";
    private static final String MAIL_LABEL = "[^" + END + "(){}\\u00A0.]";

    private static final String EXTENSION =
            "(?i:bat|bmp|c|cgi|cpp|dll|docx?|exe|gif|gz|h|html?|jar|java|jpe?g|mov|mp3|pdf|php|pl|png|ppt|ps|py|sql|tar|txt"
                    + "|wav|x|xml|zip)";

    static final List<Rule> RULES = List.of(
            rewrite("(" + MARKUP + ")", token -> token.replace(' ', '\u00A0')),
            keep("((?i:https?)://" + ADDRESS + "+" + LAST + ")"),
            keep("(" + HOST + ")"),
            keep("(" + HOST + "/" + PATH + "+" + LAST + ")"),
            keep("((?:<|&lt;)?[A-Za-z0-9]" + MAIL + "*@(?:" + MAIL_LABEL + "+\\.)*" + MAIL_LABEL + "+(?:>|&gt;)?)"),
            keep("(@[A-Za-z_][A-Za-z0-9_]*+|#" + LETTER + "++)"));

    /** photo.jpg; comes after the abbreviations, or "a.c." would be one. */
    static final Rule FILE = keep(
            "(" + LETTER_OR_DIGIT + "++(?:\\." + LETTER_OR_DIGIT + "++)*\\." + EXTENSION + ")(?:" + BREAK + "|[.,!?])");

    private Addresses() {}
}
