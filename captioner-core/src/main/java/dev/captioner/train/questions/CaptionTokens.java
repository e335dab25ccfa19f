package dev.captioner.train.questions;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of a caption for finding its parts. Unlike those that a network reads, hyphenated words stay whole, the ending 's is a
 * word of its own, and what stands between clauses is kept as {@link #BREAK}.
 */
final class CaptionTokens {
    /** Stands for any punctuation. */
    static final String BREAK = ",";

    static final String POSSESSIVE = "'s";

    /** Two words that are one thing, which is not what the second word says; and one word that some write as two. */
    private static final Pattern PAIR = Pattern.compile(
            "\\b(?:(hot|chili) (dogs?)|(home) (plate)|(teddy|stuffed|toy) (bears?|dogs?|animals?)|(rocking) (horses?)"
                    + "|(sea) (lions?)|(ice) (cream)|(orange) (juice)|(trash|garbage|beer|soda|watering) (cans?)|(parking) (lots?)"
                    + "|(white) (water)|(golden) (retrievers?)|(prairie) (dogs?)|(guinea) (pigs?)|(merry) (go))\\b");

    private static final Pattern SPLIT = Pattern.compile(
            "\\b(skate|snow|surf|sail|lap|bath|bed|motor|basket|foot|base|air)"
                    + " (board|boards|boarder|boarders|boarding|boat|boats|top|tops|room|rooms|bike|bikes|cycle|cycles|ball|plane|planes)\\b");

    private static final Pattern TOKEN =
            Pattern.compile("'s\\b|[\\p{L}\\p{M}\\p{N}]+(?:[-_][\\p{L}\\p{M}\\p{N}]+)*|[.,;:!?()\"]");

    private CaptionTokens() {}

    static List<String> of(String caption) {
        String text = Normalizer.normalize(caption, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'');
        text = SPLIT.matcher(text).replaceAll("$1$2");
        text = text.replace("close up of", "close-up of");
        text = PAIR.matcher(text).replaceAll(pair -> pair.group().replace(' ', '_'));
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            String token = matcher.group();
            tokens.add(".,;:!?()\"".contains(token) ? BREAK : token.replace('_', ' '));
        }
        return tokens;
    }
}
