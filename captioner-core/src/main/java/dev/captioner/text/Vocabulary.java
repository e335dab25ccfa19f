package dev.captioner.text;

import dev.captioner.api.Internal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words and their ids. The first four ids are special and never occur in a sentence. Nor do the styles, if there are any: the token of a
 * style is read in place of {@link #START} and makes the network write in that style. Immutable.
 */
public final class Vocabulary {
    /** Padding of rows of unequal length; never predicted. */
    public static final int PAD = 0;
    /** Read before the first word. */
    public static final int START = 1;
    /** Predicted after the last word. */
    public static final int END = 2;
    /** Stands for every word outside the vocabulary; never written in a caption. */
    public static final int UNKNOWN = 3;
    /** How many special tokens there are. */
    public static final int SPECIALS = 4;

    private static final List<String> SPECIAL_TOKENS = List.of("<pad>", "<start>", "<end>", "<unk>");
    private static final Pattern STYLE_TOKEN =
            Pattern.compile("<style:([a-z0-9-]{1,40})>"); // no word: words have no such signs

    private final List<String> tokens;
    private final Map<String, Integer> ids;
    private final List<String> styles = new ArrayList<>();
    private final BitSet words = new BitSet(); // asked for every id whenever options are made ready
    private volatile @Nullable ContentWords contentWords; // created on first use

    private Vocabulary(List<String> tokens) {
        this.tokens = tokens;
        this.ids = new HashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            if (ids.put(tokens.get(id), id) != null) {
                throw new IllegalArgumentException("token '" + tokens.get(id) + "' stands twice in the vocabulary");
            }
        }
        for (int id = SPECIALS; id < tokens.size(); id++) {
            Matcher style = STYLE_TOKEN.matcher(tokens.get(id));
            if (style.matches()) {
                styles.add(style.group(1));
            } else {
                words.set(id);
            }
        }
    }

    /**
     * The token of a style.
     *
     * @throws IllegalArgumentException when the name of the style is not one to 40 of {@code a-z}, {@code 0-9} and {@code -}
     */
    public static String styleToken(String style) {
        String token = "<style:" + style + ">";
        if (!STYLE_TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "the name of a style consists of 1 to 40 of a-z, 0-9 and '-', found '" + style + "'");
        }
        return token;
    }

    /** The special tokens followed by the given words, in their order. */
    public static Vocabulary ofWords(List<String> words) {
        List<String> tokens = new ArrayList<>(SPECIAL_TOKENS);
        tokens.addAll(words);
        return ofTokens(tokens);
    }

    /**
     * All tokens, the special ones first.
     *
     * @throws IllegalArgumentException when the special tokens are not the first four, or a token is empty, holds a control character or
     *     occurs twice
     */
    public static Vocabulary ofTokens(List<String> tokens) {
        if (tokens.size() <= SPECIALS || !tokens.subList(0, SPECIALS).equals(SPECIAL_TOKENS)) {
            throw new IllegalArgumentException("a vocabulary starts with " + SPECIAL_TOKENS
                    + " and has at least one word, found " + tokens.subList(0, Math.min(SPECIALS, tokens.size())));
        }
        for (String token : tokens) {
            if (token.isBlank() || token.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "the vocabulary has a token that is empty or holds a control character");
            }
        }
        return new Vocabulary(List.copyOf(tokens));
    }

    /** V: how many tokens there are, the special ones included. */
    public int size() {
        return tokens.size();
    }

    /** All tokens; the index is the id. */
    public List<String> tokens() {
        return tokens;
    }

    /** The token of an id. */
    public String token(int id) {
        return tokens.get(id);
    }

    /** The id of a word, {@link #UNKNOWN} when there is none. */
    public int id(String word) {
        return ids.getOrDefault(word, UNKNOWN);
    }

    /** The styles that sentences can be written in, in the order of their ids; may be empty. */
    public List<String> styles() {
        return Collections.unmodifiableList(styles);
    }

    /**
     * The id that is read before the first word of a sentence in a style.
     *
     * @param style null for {@link #START}
     * @throws IllegalArgumentException when there is no such style
     */
    public int start(@Nullable String style) {
        if (style == null) {
            return START;
        }
        Integer id = styles.contains(style) ? ids.get(styleToken(style)) : null;
        if (id == null) {
            throw new IllegalArgumentException("there is no style '" + style + "'; "
                    + (styles.isEmpty() ? "this model has no styles" : "there are " + String.join(", ", styles)));
        }
        return id;
    }

    /** Whether an id is that of a word: neither special nor a style. */
    public boolean isWord(int id) {
        return words.get(id);
    }

    /** How many words there are. */
    public int words() {
        return words.cardinality();
    }

    /** Whether the word has an id of its own. */
    public boolean contains(String word) {
        return ids.containsKey(word);
    }

    /** The content words. Computed once, because it reads the whole vocabulary. */
    @Internal
    public ContentWords contentWords() {
        ContentWords known = contentWords;
        if (known == null) {
            known = new ContentWords(this); // two threads may both compute it, with the same result
            contentWords = known;
        }
        return known;
    }
}
