package dev.captioner.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a caption into the tokens that coco-caption scores: those of Stanford's Penn Treebank tokeniser (CoreNLP 3.4.1),
 * lower-cased, without punctuation.
 */
public final class PtbTokeniser {
    /** Most words end at a space and are nothing else than letters: no need to try every rule. */
    private static final Pattern PLAIN_WORD = Pattern.compile("([A-Za-z]++) ");

    private static final Set<String> SPLIT_WORDS = Set.of("cannot", "gonna", "wanna", "gotta", "lemme", "gimme");

    private static final Set<String> PUNCTUATION = Set.of(
            "''", "'", "``", "`", "!", "?", "--", "---", "----", "&quot;", "&apos;", "&nbsp;", "&mdash;", "&ndash;");

    private static final Map<String, String> TREEBANK_FORMS = Map.ofEntries(
            Map.entry("(", "-lrb-"),
            Map.entry(")", "-rrb-"),
            Map.entry("[", "-lsb-"),
            Map.entry("]", "-rsb-"),
            Map.entry("{", "-lcb-"),
            Map.entry("}", "-rcb-"),
            Map.entry("\u00A2", "cents"),
            Map.entry("\u00A3", "#"),
            Map.entry("\u00A4", "$"),
            Map.entry("\u0080", "$"),
            Map.entry("\u20A0", "$"),
            Map.entry("\u20AC", "$"),
            Map.entry("\u00BC", "1/4"),
            Map.entry("\u00BD", "1/2"),
            Map.entry("\u00BE", "3/4"),
            Map.entry("\u2153", "1/3"),
            Map.entry("\u2154", "2/3"));

    private PtbTokeniser() {}

    /** The tokens of a caption in order; none when it is empty or all punctuation. */
    public static List<String> tokens(String caption) {
        String text = caption + "\n\n";
        List<Matcher> rules = new ArrayList<>();
        for (Pattern rule : PtbRules.ALL) {
            rules.add(rule.matcher(text));
        }
        Matcher plain = PLAIN_WORD.matcher(text);
        List<String> tokens = new ArrayList<>();
        int position = 0;
        while (position < caption.length()) {
            if (plain.region(position, text.length()).lookingAt()
                    && !SPLIT_WORDS.contains(plain.group(1).toLowerCase(Locale.ROOT))) {
                tokens.add(plain.group(1).toLowerCase(Locale.ROOT));
                position = plain.end();
                continue;
            }
            int longest = 0;
            int end = position + 1;
            String token = "";
            for (Matcher rule : rules) {
                if (rule.region(position, text.length()).lookingAt() && rule.end() - position > longest) {
                    longest = rule.end() - position;
                    end = rule.end(1);
                    token = rule.group(1);
                }
            }
            if (!token.isEmpty()) {
                token = treebankForm(token);
                if (!PUNCTUATION.contains(token)) {
                    tokens.add(token);
                }
            }
            position = end;
        }
        return tokens;
    }

    private static String treebankForm(String token) {
        String form = TREEBANK_FORMS.get(token);
        if (form != null) {
            return form;
        }
        return token.replace("&apos;", "'")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace('\u2019', '\'')
                .replace('\u0092', '\'')
                .replace('\u2018', '`')
                .replace("\u00AD", "")
                .replace("(", "-lrb-")
                .replace(")", "-rrb-")
                .replace(' ', '\u00A0')
                .toLowerCase(Locale.ROOT);
    }
}
