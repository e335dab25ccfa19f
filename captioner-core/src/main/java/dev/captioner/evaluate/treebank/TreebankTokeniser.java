package dev.captioner.evaluate.treebank;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Splits a caption into the tokens that coco-caption scores: those of Stanford's Penn Treebank tokeniser (CoreNLP 3.4.1),
 * lower-cased, without punctuation.
 *
 * <p>At each place the rule with the longest match, context included, gives the token; of equally long ones, the first. A
 * fraction such as "2 1/2" is one token with a no-break space inside.
 */
public final class TreebankTokeniser {
    private static final List<Rule> RULES = Stream.of(
                    Words.RULES,
                    Addresses.RULES,
                    Abbreviations.RULES,
                    Compounds.RULES,
                    List.of(Addresses.FILE),
                    Numbers.RULES,
                    Signs.RULES)
            .flatMap(List::stream)
            .toList();

    /** Most words are letters up to a space: no need to try every rule. */
    private static final Pattern PLAIN_WORD = Pattern.compile("([A-Za-z]++)" + Characters.SPACE + "++");

    private static final Set<String> SPLIT_WORDS = Set.of("cannot", "gonna", "wanna", "gotta", "lemme", "gimme");

    /** The longest token, context included; keeps the cost of hostile text linear. */
    private static final int WINDOW = 500;

    private final String text;
    private final Matcher plainWord;
    private final List<Matcher> matchers = new ArrayList<>(RULES.size());
    private final List<String> tokens = new ArrayList<>();

    private TreebankTokeniser(String caption) {
        // The reference reads a file of captions: rules that look ahead see the end of the line.
        this.text = caption + "\n\n";
        this.plainWord = PLAIN_WORD.matcher(text);
        for (Rule rule : RULES) {
            matchers.add(rule.pattern().matcher(text));
        }
    }

    /** The tokens of a caption in order; none when it is empty or all punctuation. */
    public static List<String> tokens(String caption) {
        TreebankTokeniser tokeniser = new TreebankTokeniser(caption);
        int position = 0;
        while (position < caption.length()) {
            position = tokeniser.read(position);
        }
        return tokeniser.tokens;
    }

    /** Adds the token that starts at a position, if one does, and returns where to go on. */
    private int read(int position) {
        int limit = Math.min(text.length(), position + WINDOW);
        if (plainWord.region(position, limit).lookingAt()
                && !SPLIT_WORDS.contains(plainWord.group(1).toLowerCase(Locale.ROOT))) {
            add(plainWord.group(1));
            return plainWord.end();
        }
        int longest = -1;
        int end = position;
        for (int rule = 0; rule < matchers.size(); rule++) {
            Matcher matcher = matchers.get(rule).region(position, limit);
            if (matcher.lookingAt() && matcher.end() > end) {
                end = matcher.end();
                longest = rule;
            }
        }
        if (longest < 0) {
            return position + 1;
        }
        Matcher match = matchers.get(longest);
        add(RULES.get(longest).form().apply(match.group(1)));
        return match.end(1);
    }

    private void add(String token) {
        if (!token.isEmpty()) {
            tokens.add(token.toLowerCase(Locale.ROOT));
        }
    }
}
