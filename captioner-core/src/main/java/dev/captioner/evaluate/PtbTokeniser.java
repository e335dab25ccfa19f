package dev.captioner.evaluate;

import dev.captioner.evaluate.PtbRules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a caption into the tokens that coco-caption scores: those of Stanford's Penn Treebank tokeniser (CoreNLP 3.4.1),
 * lower-cased, without punctuation.
 */
public final class PtbTokeniser {
    /** Most words are letters up to a space: no need to try every rule. */
    private static final Pattern PLAIN_WORD = Pattern.compile("([A-Za-z]++)" + PtbCharacters.SPACE + "++");

    /** The longest token, context included; keeps the cost of hostile text linear. */
    private static final int WINDOW = 500;

    private static final Set<String> SPLIT_WORDS = Set.of("cannot", "gonna", "wanna", "gotta", "lemme", "gimme");

    private final String text;
    private final Matcher plainWord;
    private final List<Matcher> rules = new ArrayList<>(PtbRules.ALL.size());
    private final List<String> tokens = new ArrayList<>();

    private PtbTokeniser(String caption) {
        // The reference reads a file of captions: rules that look ahead see the end of the line.
        this.text = caption + "\n\n";
        this.plainWord = PLAIN_WORD.matcher(text);
        for (Rule rule : PtbRules.ALL) {
            rules.add(rule.pattern().matcher(text));
        }
    }

    /** The tokens of a caption in order; none when it is empty or all punctuation. */
    public static List<String> tokens(String caption) {
        PtbTokeniser tokeniser = new PtbTokeniser(caption);
        int position = 0;
        while (position < caption.length()) {
            position = tokeniser.read(position);
        }
        return tokeniser.tokens;
    }

    /** Adds the token that starts at a position, if one does, and returns where to go on. */
    private int read(int position) {
        int limit = Math.min(text.length(), position + WINDOW);
        if (plainWord.region(position, limit).lookingAt()) {
            String word = plainWord.group(1).toLowerCase(Locale.ROOT);
            if (!SPLIT_WORDS.contains(word)) {
                tokens.add(word);
                return plainWord.end();
            }
        }
        int longest = -1;
        int end = position;
        for (int index = 0; index < rules.size(); index++) {
            Matcher rule = rules.get(index).region(position, limit);
            if (rule.lookingAt() && rule.end() > end) {
                end = rule.end();
                longest = index;
            }
        }
        if (longest < 0) {
            return position + 1;
        }
        Matcher match = rules.get(longest);
        String token = PtbRules.ALL.get(longest).form().apply(match.group(1));
        if (!token.isEmpty()) {
            tokens.add(token.toLowerCase(Locale.ROOT));
        }
        return match.end(1);
    }
}
