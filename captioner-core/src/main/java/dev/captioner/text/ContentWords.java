package dev.captioner.text;

import dev.captioner.api.Internal;
import java.util.Arrays;

/**
 * The content words of a vocabulary, for the rule that none may occur twice in a caption ({@link FunctionWords}).
 * Immutable.
 */
@Internal
public final class ContentWords {
    /** {@link #otherNumber} of a word that has no other number. */
    public static final int NONE = -1;

    private final boolean[] content;
    private final int[] other;

    ContentWords(Vocabulary vocabulary) {
        content = new boolean[vocabulary.size()];
        other = new int[vocabulary.size()];
        Arrays.fill(other, NONE);
        for (int id = Vocabulary.SPECIALS; id < content.length; id++) {
            content[id] = vocabulary.isWord(id) && !FunctionWords.contains(vocabulary.token(id));
        }
        for (int id = Vocabulary.SPECIALS; id < content.length; id++) {
            pairWithPlural(id, vocabulary);
        }
    }

    private void pairWithPlural(int id, Vocabulary vocabulary) {
        for (String ending : new String[] {"s", "es"}) {
            int plural = vocabulary.id(vocabulary.token(id) + ending);
            if (plural != Vocabulary.UNKNOWN && content[id] && content[plural]) {
                other[id] = plural;
                other[plural] = id;
            }
        }
    }

    /** Whether a word is a content word. */
    public boolean contains(int id) {
        return content[id];
    }

    /** The plural of a content word, or the singular that it is the plural of; {@link #NONE} where the vocabulary has neither. */
    public int otherNumber(int id) {
        return other[id];
    }
}
