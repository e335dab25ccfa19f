package dev.captioner.evaluate;

import static dev.captioner.evaluate.PtbCharacters.ALPHANUMERIC;
import static dev.captioner.evaluate.PtbCharacters.APOSTROPHE;
import static dev.captioner.evaluate.PtbCharacters.APOSTROPHE_LIKE;
import static dev.captioner.evaluate.PtbCharacters.DIGIT;
import static dev.captioner.evaluate.PtbCharacters.HYPHEN;
import static dev.captioner.evaluate.PtbCharacters.LETTER;
import static dev.captioner.evaluate.PtbCharacters.QUOTE;
import static dev.captioner.evaluate.PtbCharacters.SPACE;
import static dev.captioner.evaluate.PtbCharacters.SYMBOL;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a token can be. At each place of a text the rule with the longest match, context included, gives the token; of equally
 * long ones, the first.
 */
final class PtbRules {
    /**
     * One kind of token.
     *
     * @param pattern its first group is the token, what it matches beyond that is context
     * @param form what the token is written as; empty when it is dropped
     */
    record Rule(Pattern pattern, UnaryOperator<String> form) {}

    private static final String LETTER_OR_DIGIT = "(?:" + LETTER + "|" + DIGIT + ")";
    private static final String WORD = LETTER + LETTER_OR_DIGIT + "*+(?:[.!?]" + LETTER + LETTER_OR_DIGIT + "*+)*+";
    private static final String CLITIC = APOSTROPHE + "(?i:[msd]|re|ve|ll)";
    private static final String NOT = "[nN]" + APOSTROPHE_LIKE + "[tT]";
    private static final String COMPOUND_PART =
            "(?:[dDoOlL]" + APOSTROPHE_LIKE + ALPHANUMERIC + ")?" + ALPHANUMERIC + "++";
    private static final String COMPOUND = COMPOUND_PART + "(?:" + HYPHEN + COMPOUND_PART + ")*+";
    private static final String SLASH_PART = "[A-Za-z0-9]++(?:-[A-Za-z]++){0,2}+";
    private static final String ACRONYM = "[A-Za-z](?:\\.[A-Za-z])+";
    private static final String COMMA_COMPOUND =
            "[A-Za-z0-9][A-Za-z0-9.,\\u00AD]*(?:-(?:" + ACRONYM + "\\.|[A-Za-z0-9\\u00AD]++))++";
    private static final String COMPANY = "[A-Z]++(?:(?:[+&]|&amp;)[A-Z]++)++";
    private static final String NUMBER =
            "(?:" + DIGIT + "*+(?:[.:,\\u00AD\\u066B\\u066C]" + DIGIT + "++)++|" + DIGIT + "++)";
    private static final String MARKUP_NAME = "[A-Za-z][A-Za-z0-9_:.-]*+";
    private static final String MARKUP = "(?:<[!?][A-Za-z-][^>\\n]*+>|<" + MARKUP_NAME + "(?: +" + MARKUP_NAME
            + "(?: *= *(?:\"[^\"\\n]*+\"|'[^'\\n]*+'))?)*+ *+/? *+>|</" + MARKUP_NAME + " *+>)";
    private static final String URL_END = "[^ \\t\\n\"<>|.!?(){},-]";

    private static final String EXTENSION =
            "(?i:bat|bmp|c|cgi|cpp|dll|docx?|exe|gif|gz|h|html?|jar|java|jpe?g|mov|mp3|pdf|php"
                    + "|pl|png|ppt|ps|py|sql|tar|txt|wav|x|xml|zip)";
    private static final String HOST = "(?:(?i:www)\\.(?:[^ \\t\\n\"<>|.!?(){},]+\\.)+[a-zA-Z]{2,4}"
            + "|(?:[^ \\t\\n\"`'<>|.!?(){},-_$]+\\.)+(?i:com|net|org|edu))";

    private static final List<Rule> WORDS = List.of(
            rule("((?i:can))(?i:not)", PtbForms::asWritten),
            rule("((?i:gon|wan))(?i:na)", PtbForms::asWritten),
            rule("((?i:got))(?i:ta)", PtbForms::asWritten),
            rule("((?i:lem|gim))(?i:me)", PtbForms::asWritten),
            rule("('[tT])(?i:is|was)", PtbForms::asWritten),
            rule("(" + WORD + ")" + CLITIC, PtbForms::word),
            rule("([A-Za-z]*[A-MO-Za-mo-z])" + NOT, PtbForms::asWritten),
            rule("(" + WORD + ")", PtbForms::word),
            rule("(" + APOSTROPHE + "[nN]" + APOSTROPHE + "?)", PtbForms::asWritten),
            rule("([lLdDjJ]" + APOSTROPHE + ")", PtbForms::asWritten),
            rule("((?i:dunkin|somethin|ol)" + APOSTROPHE + "|[oO]" + APOSTROPHE + "[oO])", PtbForms::asWritten),
            rule("(" + APOSTROPHE + "(?i:em|till?|cause))", PtbForms::asWritten),
            rule("((?i:cap" + APOSTROPHE + "n|c" + APOSTROPHE + "est|C\\.D\\.s))", PtbForms::asWritten),
            rule("((?i:li'l|e'er|ev'ry|c'mon|s'mores|nat'l|cont'd\\.))", PtbForms::asWritten),
            rule("([A-HJ-XZn]" + APOSTROPHE_LIKE + "\\p{L}{2,}+)", PtbForms::asWritten),
            rule("(\\p{L}+[aeiouyAEIOUY]" + APOSTROPHE_LIKE + "[aeiouA-Z]\\p{L}*+)", PtbForms::asWritten),
            rule("([yY]" + APOSTROPHE + ")\\p{L}", PtbForms::asWritten),
            rule("(" + APOSTROPHE + "[2-9]0[sS])", PtbForms::asWritten),
            rule("(" + APOSTROPHE + "[0-9]{2})" + "[ \\t\\u00A0\\n]", PtbForms::asWritten),
            rule("(" + CLITIC + "|" + NOT + ")[^A-Za-z]", PtbForms::straightApostrophe));

    private static final List<Rule> COMPOUNDS = List.of(
            rule("(" + COMPOUND + ")", PtbForms::word),
            rule("(" + COMMA_COMPOUND + ")", PtbForms::word),
            rule("(" + COMPANY + ")", PtbForms::ampersand),
            rule("(" + SLASH_PART + "(?:\\\\?/" + SLASH_PART + "){1,2}+)", PtbForms::asWritten),
            rule("(S(?:&|&amp;)(?:P-500|Ls))", PtbForms::ampersand),
            rule(
                    "(" + LETTER_OR_DIGIT + "++(?:\\." + LETTER_OR_DIGIT + "++)*\\." + EXTENSION + ")(?:" + SPACE
                            + "|[\\n.,!?])",
                    PtbForms::asWritten),
            rule("([cC]\\+\\+|[cCfF]#|-(?i:[lr][crs]b)-)", PtbForms::asWritten));

    private static final List<Rule> ABBREVIATIONS = List.of(
            rule("((?:" + PtbAbbreviations.TITLE + ")\\.)", PtbForms::asWritten),
            rule("((?:" + PtbAbbreviations.NAME + ")\\.)[\\s\\S]{2}", PtbForms::asWritten),
            rule(
                    "([A-Za-z])\\." + SPACE + "+(?:" + PtbAbbreviations.SENTENCE_START + "|" + MARKUP + ")(?:" + SPACE
                            + "|\\n)",
                    PtbForms::asWritten),
            rule("(" + ACRONYM + "\\.|[A-Za-z]\\.)", PtbForms::asWritten),
            rule("(" + PtbAbbreviations.BEFORE_NUMBER + "\\.)" + SPACE + "?" + DIGIT, PtbForms::asWritten),
            rule(
                    "((?:" + COMMA_COMPOUND + "|" + COMPANY + "|" + WORD + "|" + COMPOUND + ")\\.)[,;:\\u3001]",
                    PtbForms::word));

    private static final List<Rule> ADDRESSES = List.of(
            rule("(" + MARKUP + ")", PtbForms::spaceless),
            rule("((?i:https?)://[^ \\t\\n\"<>|(){}]+" + URL_END + ")", PtbForms::asWritten),
            rule("(" + HOST + ")", PtbForms::asWritten),
            rule("(" + HOST + "/[^ \\t\\n\"<>|()]+" + URL_END + ")", PtbForms::asWritten),
            rule(
                    "((?:&lt;|<)?[a-zA-Z0-9][^ \\t\\n\"<>|(){}\\u00A0]*@(?:[^ \\t\\n\"<>|(){}.\\u00A0]+\\.)*"
                            + "[^ \\t\\n\"<>|(){}.\\u00A0]+(?:&gt;|>)?)",
                    PtbForms::asWritten),
            rule("(@[A-Za-z_][A-Za-z_0-9]*+|#" + LETTER + "++)", PtbForms::asWritten));

    private static final List<Rule> NUMBERS = List.of(
            rule("([-+]?" + NUMBER + ")", PtbForms::asWritten),
            rule(
                    "((?:" + DIGIT + "{1,4}[- \\u00A0])?" + DIGIT + "{1,4}(?:\\\\?/|\\u2044)" + DIGIT + "{1,4})",
                    PtbForms::unbroken),
            rule("(" + DIGIT + "{1,2}[-/]" + DIGIT + "{1,2}[-/]" + DIGIT + "{2,4})", PtbForms::asWritten),
            rule(
                    "((?:\\([0-9]{2,3}\\)[ \\u00A0]?|(?:\\+\\+?)?(?:[0-9]{2,4}[- \\u00A0])?[0-9]{2,4}[- \\u00A0])"
                            + "[0-9]{3,4}[- \\u00A0]?[0-9]{3,5})",
                    PtbForms::unbroken),
            rule("((?:(?:\\+\\+?)?[0-9]{2,4}\\.)?[0-9]{2,4}\\.[0-9]{3,4}\\.[0-9]{3,5})", PtbForms::asWritten),
            rule("([\\u00BC-\\u00BE\\u2153\\u2154])", PtbForms::treebank),
            rule("([A-Z]*\\$|#)", PtbForms::asWritten),
            rule("([\\u00A2-\\u00A4\\u0080\\u20A0\\u20AC])", PtbForms::treebank));

    private static final List<Rule> SIGNS = List.of(
            rule("([<>]?[:;=][-o*']?[()DdPpO\\\\{@|\\[\\]])[^A-Za-z0-9]", PtbForms::unbroken),
            rule("([-^x=~<>']_[-^x=~<>']|\\([-^x=~<>'][_.]?[-^x=~<>']\\))", PtbForms::unbroken),
            rule("([()\\[\\]{}])", PtbForms::treebank),
            rule("([!?]{2,}+|-{5,}+|_++|\\*++|#++|@++|<<|>>|\\\\\\*)", PtbForms::asWritten),
            rule("(" + SPACE + "++|-{2,4}|\\.{3,5}|''|&(?:quot|apos|nbsp|[mn]dash|MD);)", PtbForms::dropped),
            rule("(['`])[A-Za-z][^ \\t\\n\\u00A0]", PtbForms::dropped),
            rule("(" + CLITIC + "|" + NOT + ")", PtbForms::straightApostrophe),
            rule("(" + QUOTE + "{1,2})", PtbForms::quote),
            rule("(&(?:amp|lt|gt);)", PtbForms::treebank),
            rule("(&(?:HT|TL|UR|LR|QC|QL|QR|ODQ|odq|cdq|#[0-9]++);)", PtbForms::asWritten),
            rule("(" + SYMBOL + ")", PtbForms::asWritten));

    /** In order of precedence. */
    static final List<Rule> ALL = Stream.of(WORDS, ADDRESSES, ABBREVIATIONS, COMPOUNDS, NUMBERS, SIGNS)
            .flatMap(List::stream)
            .toList();

    private PtbRules() {}

    private static Rule rule(String pattern, UnaryOperator<String> form) {
        return new Rule(Pattern.compile(pattern), form);
    }
}
