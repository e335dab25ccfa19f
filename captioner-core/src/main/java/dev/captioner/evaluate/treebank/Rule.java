package dev.captioner.evaluate.treebank;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One kind of token.
 *
 * @param pattern its first group is the token; what it matches beyond that is context
 * @param form what the token is written as, but for its case; empty when it is dropped
 */
record Rule(Pattern pattern, UnaryOperator<String> form) {
    /** A token that stays as it is. */
    static Rule keep(String pattern) {
        return rewrite(pattern, UnaryOperator.identity());
    }

    static Rule drop(String pattern) {
        return rewrite(pattern, token -> "");
    }

    static Rule rewrite(String pattern, UnaryOperator<String> form) {
        return new Rule(Pattern.compile(pattern), form);
    }
}
