package dev.captioner.evaluate.treebank;

import static dev.captioner.evaluate.treebank.Characters.QUOTE;
import static dev.captioner.evaluate.treebank.Characters.SPACE;
import static dev.captioner.evaluate.treebank.Characters.SYMBOL;
import static dev.captioner.evaluate.treebank.Rule.drop;
import static dev.captioner.evaluate.treebank.Rule.keep;
import static dev.captioner.evaluate.treebank.Rule.rewrite;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tokens without letters or digits: smileys, brackets, quotation marks, punctuation, symbols. */
final class Signs {
    private static final Map<String, String> BRACKETS =
            Map.of("(", "-lrb-", ")", "-rrb-", "[", "-lsb-", "]", "-rsb-", "{", "-lcb-", "}", "-rcb-");

    private static final Map<String, String> ENTITIES = Map.of("&amp;", "&", "&lt;", "<", "&gt;", ">");

    private static final Set<String> QUOTATION_MARKS = Set.of("`", "``", "'", "''");

    /** Single marks of punctuation need no rule to be dropped: no other matches them. */
    static final List<Rule> RULES = List.of(
            // :-) ;P =D and ^_^ (-_-)
            rewrite("([<>]?[:;=][-o*']?[()\\[\\]{DdOPp@|\\\\])[^A-Za-z0-9]", Signs::withRoundBrackets),
            rewrite("([-^x=~<>']_[-^x=~<>']|\\([-^x=~<>'][._]?[-^x=~<>']\\))", Signs::withRoundBrackets),
            rewrite("([()\\[\\]{}])", token -> BRACKETS.getOrDefault(token, token)),
            keep("([!?]{2,}+|-{5,}+|_++|\\*++|#++|@++|<<|>>|\\\\\\*)"),
            drop("(" + SPACE + "++|-{2,4}|\\.{3,5}|''|&(?:quot|apos|nbsp|mdash|ndash|MD);)"),
            // An opening quotation mark, which "'sad" has though it looks like a clitic.
            drop("(['`])[A-Za-z][^ \\t\\n\\u00A0]"),
            Words.SPLIT_OFF,
            rewrite("(" + QUOTE + "{1,2})", Signs::quotationMark),
            rewrite("(&(?:amp|lt|gt);)", token -> ENTITIES.getOrDefault(token, token)),
            keep("(&(?:HT|TL|UR|LR|QC|QL|QR|ODQ|odq|cdq|#[0-9]++);)"),
            keep("(" + SYMBOL + ")"));

    private Signs() {}

    private static String withRoundBrackets(String token) {
        return token.replace("(", "-lrb-").replace(")", "-rrb-");
    }

    /** Dropped, unless two together make none of the treebank's. */
    private static String quotationMark(String token) {
        String form = token.replaceAll("[\\u0092\\u2019\\u203A]", "'")
                .replaceAll("[\\u0091\\u2018\\u201B\\u2039]", "`")
                .replaceAll("[\\u0094\\u201D\\u00BB]", "''")
                .replaceAll("[\\u0093\\u201C\\u00AB]", "``");
        return QUOTATION_MARKS.contains(form) ? "" : form;
    }
}
