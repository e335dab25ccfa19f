package dev.captioner.evaluate;

import static dev.captioner.evaluate.PtbCharacters.ALPHANUMERIC;
import static dev.captioner.evaluate.PtbCharacters.APOSTROPHE;
import static dev.captioner.evaluate.PtbCharacters.APOSTROPHE_LIKE;
import static dev.captioner.evaluate.PtbCharacters.DIGIT;
import static dev.captioner.evaluate.PtbCharacters.HYPHEN;
import static dev.captioner.evaluate.PtbCharacters.LETTER;
import static dev.captioner.evaluate.PtbCharacters.SPACE;
import static dev.captioner.evaluate.PtbCharacters.SYMBOL;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a token can be. A rule is a pattern whose first group is the token; what it matches beyond that group is context. At
 * each place the rule with the longest match, context included, gives the token; of equally long ones, the first.
 */
final class PtbRules {
    private static final String WORD =
            LETTER + "(?:" + LETTER + "|" + DIGIT + ")*+(?:[.!?]" + LETTER + "(?:" + LETTER + "|" + DIGIT + ")*+)*+";
    private static final String CLITIC = APOSTROPHE + "(?:[msdMSD]|(?i:re|ve|ll))";
    private static final String NOT = "[nN]" + APOSTROPHE_LIKE + "[tT]";
    private static final String NUMBER =
            "(?:" + DIGIT + "*+(?:[.:,\\u00AD\\u066B\\u066C]" + DIGIT + "++)++|" + DIGIT + "++)";
    private static final String ACRONYM = "[A-Za-z](?:\\.[A-Za-z])++";
    private static final String HYPHENATED = "(?:[dDoOlL]" + APOSTROPHE + ALPHANUMERIC + ")?(?:" + LETTER + "|" + DIGIT
            + ")++(?:" + HYPHEN + "(?:[dDoOlL]" + APOSTROPHE + ALPHANUMERIC + ")?(?:" + LETTER + "|" + DIGIT + ")++)*+";
    private static final String SLASH_PART = "[A-Za-z0-9]++(?:-[A-Za-z]++){0,2}+";
    private static final String TITLE = "(?:" + PtbAbbreviations.TITLE + ")\\.";
    private static final String NAME = "(?:" + PtbAbbreviations.NAME + ")\\.";
    private static final String URL_END = "[^ \\t\\n\"<>|.!?(){},-]";

    private static final List<String> WORDS = List.of(
            "((?i:can))(?i:not)",
            "((?i:gon|wan))(?i:na)",
            "((?i:got))(?i:ta)",
            "((?i:lem|gim))(?i:me)",
            "(" + APOSTROPHE + "[tT])(?i:is|was)",
            "(" + WORD + ")" + CLITIC,
            "([A-Za-z]*[A-MO-Za-mo-z])" + NOT,
            "(" + WORD + ")",
            "(" + APOSTROPHE + "[nN]" + APOSTROPHE + "?)",
            "([lLdDjJ]" + APOSTROPHE + ")",
            "((?i:dunkin|somethin|ol)" + APOSTROPHE + ")",
            "(" + APOSTROPHE + "(?i:em|till?|cause))",
            "((?i:li'l|e'er|ev'ry|cap'n|c'est|c'mon|s'mores|nat'l|cont'd\\.|C\\.D\\.s))",
            "([A-HJ-XZn]" + APOSTROPHE_LIKE + "\\p{L}{2,}+)",
            "(\\p{L}+[aeiouyAEIOUY]" + APOSTROPHE_LIKE + "[aeiouA-Z]\\p{L}*+)",
            "([yY]" + APOSTROPHE + ")\\p{L}",
            "(" + APOSTROPHE + "[2-9]0s)",
            "(" + APOSTROPHE + "[0-9]{2})[ \\t\\u00A0\\n]",
            "(" + CLITIC + ")[^A-Za-z]",
            "(" + NOT + ")[^A-Za-z]");

    private static final List<String> THINGS = List.of(
            "(" + HYPHENATED + ")",
            "([A-Za-z0-9][A-Za-z0-9.,\\u00AD]*(?:-(?:" + ACRONYM + "\\.|[A-Za-z0-9\\u00AD]++))++)",
            "([A-Z]++(?:(?:[+&]|&amp;)[A-Z]++)++)",
            "(" + SLASH_PART + "(?:\\\\?/" + SLASH_PART + "){1,2}+)",
            "(S(?:&|&amp;)(?:P-500|Ls))",
            "([cC]\\+\\+|[cCfF]#)");

    private static final List<String> ABBREVIATIONS = List.of(
            "(" + TITLE + ")",
            "(" + NAME + ")[\\s\\S]{2}",
            "(" + NAME + ")",
            "([A-Za-z]\\.)",
            "([A-Za-z])\\. " + PtbAbbreviations.SENTENCE_START + "[ \\n]",
            "(" + ACRONYM + "\\.|(?i:ph|ed)\\.[dD]\\.)",
            "(" + PtbAbbreviations.BEFORE_NUMBER + "\\.)" + SPACE + "?" + DIGIT,
            "((?:" + WORD + "|" + HYPHENATED + ")\\.)[,;:\\u3001]");

    private static final List<String> ADDRESSES = List.of(
            "(</?[A-Za-z!?][^>\\r\\n]*+>)",
            "((?i:https?)://[^ \\t\\n\"<>|(){}]+" + URL_END + ")",
            "((?:www\\.(?:[^ \\t\\n\"<>|.!?(){},]+\\.)+[a-zA-Z]{2,4}|(?:[^ \\t\\n\"`'<>|.!?(){},-_$]+\\.)+(?:com|net|org|edu))"
                    + "(?:/[^ \\t\\n\"<>|()]+" + URL_END + ")?)",
            "((?:&lt;|<)?[a-zA-Z0-9][^ \\t\\n\"<>|(){}\\u00A0]*@(?:[^ \\t\\n\"<>|(){}.\\u00A0]+\\.)*[^ \\t\\n\"<>|(){}.\\u00A0]+(?:&gt;|>)?)",
            "(@[A-Za-z_][A-Za-z_0-9]*+|#" + LETTER + "++)");

    private static final List<String> NUMBERS = List.of(
            "([-+]?" + NUMBER + ")",
            "((?:" + DIGIT + "{1,4}[- \\u00A0])?" + DIGIT + "{1,4}(?:\\\\?/|\\u2044)" + DIGIT + "{1,4})",
            "(" + DIGIT + "{1,2}[-/]" + DIGIT + "{1,2}[-/]" + DIGIT + "{2,4})",
            "((?:\\([0-9]{2,3}\\)[ \\u00A0]?|(?:\\+\\+?)?(?:[0-9]{2,4}[- \\u00A0])?[0-9]{2,4}[- \\u00A0])[0-9]{3,4}[- \\u00A0]?"
                    + "[0-9]{3,5})",
            "((?:(?:\\+\\+?)?[0-9]{2,4}\\.)?[0-9]{2,4}\\.[0-9]{3,4}\\.[0-9]{3,5})",
            "([\\u00BC-\\u00BE\\u2153\\u2154])",
            "([A-Z]*\\$|#)",
            "([\\u00A2-\\u00A4\\u0080\\u20A0\\u20AC])");

    private static final List<String> PUNCTUATION = List.of(
            "([<>]?[:;=][-o*']?[()DPpO\\\\{@|\\[\\]])[^A-Za-z0-9]",
            "([-^x=~<>']_[-^x=~<>'])",
            "(\\([-^x=~<>'][_.]?[-^x=~<>']\\))",
            "([()\\[\\]{}])",
            "([!?]++)",
            "(-{2,}+)",
            "(''|``)",
            "([`']|&apos;)[A-Za-z][^ \\t\\n]",
            "(_++|\\*++|#++|@++|<<|>>|\\\\\\*)",
            "(&(?:amp|lt|gt|quot|apos|nbsp|[mn]dash|#[0-9]+);)",
            "(" + SYMBOL + ")");

    /** In order of precedence. */
    static final List<Pattern> ALL = Stream.of(WORDS, THINGS, ABBREVIATIONS, ADDRESSES, NUMBERS, PUNCTUATION)
            .flatMap(List::stream)
            .map(Pattern::compile)
            .toList();

    private PtbRules() {}
}
