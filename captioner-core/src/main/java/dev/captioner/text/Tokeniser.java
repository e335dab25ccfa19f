package dev.captioner.text;

import dev.captioner.api.Internal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a sentence into the words that the network reads: lower case, NFC, runs of letters, marks, digits, _ and '. */
@Internal
public final class Tokeniser {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_']+");

    private Tokeniser() {}

    /** The words of a sentence in order; empty when it has none. */
    public static List<String> words(String sentence) {
        Matcher matcher =
                WORD.matcher(Normalizer.normalize(sentence, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
