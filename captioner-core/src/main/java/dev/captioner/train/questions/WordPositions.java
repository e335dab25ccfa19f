package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.CLOSING;
import static dev.captioner.train.questions.EnglishWords.COLOURS;
import static dev.captioner.train.questions.EnglishWords.DETERMINERS;
import static dev.captioner.train.questions.EnglishWords.NUMBERS;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where words stand in many captions. What stands between an opening - determiner, number, colour - and a word that closes a
 * noun phrase, perhaps after modifiers, stands as a noun; what stands between an opening and a noun, as a modifier; what stands
 * between a preposition and a closing word, as a noun without an article.
 */
final class WordPositions {
    /** How often a word must stand somewhere before that counts. */
    static final int SEEN = 2;

    private static final double PLAIN_SHARE = 0.08;
    private static final Set<String> BEFORE_BARE = Set.of("in", "on", "with", "of", "through");

    private final Tally all = new Tally();
    private final Tally nouns = new Tally();
    private final Tally modifiers = new Tally();
    private final Tally afterArticle = new Tally();
    private final Tally bare = new Tally();

    WordPositions(Collection<List<String>> captions) {
        captions.forEach(words -> words.forEach(all::add));
        captions.forEach(this::countPlain);
        Set<String> plain = new HashSet<>();
        nouns.counts().forEach((word, count) -> {
            if (count >= SEEN && count >= PLAIN_SHARE * all.of(word)) {
                plain.add(word);
            }
        });
        captions.forEach(words -> countModifiers(words, plain));
        Tally modified = new Tally();
        captions.forEach(words -> countModified(words, modified));
        nouns.addAll(modified);
        nouns.addAll(bare);
    }

    private void countPlain(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            String before = words.get(i - 1);
            if (isOpenClass(word) && closes(words, i + 1)) {
                if (BEFORE_BARE.contains(before) && !word.endsWith("ing")) {
                    bare.add(word);
                }
                if (opens(before)) {
                    nouns.add(word);
                    countArticle(before, word);
                }
            }
        }
    }

    private void countModifiers(List<String> words, Set<String> plain) {
        for (int i = 1; i + 1 < words.size(); i++) {
            if (opens(words.get(i - 1))
                    && isOpenClass(words.get(i))
                    && plain.contains(words.get(i + 1))
                    && closes(words, i + 2)) {
                modifiers.add(words.get(i));
            }
        }
    }

    private void countModified(List<String> words, Tally modified) {
        for (int i = 2; i < words.size(); i++) {
            int start = i - 1;
            while (start > 0 && isModifier(words.get(start))) {
                start--;
            }
            if (start < i - 1 && opens(words.get(start)) && isOpenClass(words.get(i)) && closes(words, i + 1)) {
                modified.add(words.get(i));
                countArticle(words.get(start), words.get(i));
            }
        }
    }

    private void countArticle(String opening, String noun) {
        if (opening.equals("a") || opening.equals("an")) {
            afterArticle.add(noun);
        }
    }

    int all(String word) {
        return all.of(word);
    }

    int asNoun(String word) {
        return nouns.of(word);
    }

    int asModifier(String word) {
        return modifiers.of(word);
    }

    /** As a noun after "a" or "an". */
    int afterArticle(String word) {
        return afterArticle.of(word);
    }

    /** As a noun without anything before it. */
    int bare(String word) {
        return bare.of(word);
    }

    boolean isModifier(String word) {
        return COLOURS.containsKey(word)
                || (isOpenClass(word) && asModifier(word) >= SEEN && asModifier(word) > asNoun(word));
    }

    private static boolean opens(String word) {
        return DETERMINERS.contains(word) || NUMBERS.containsKey(word) || COLOURS.containsKey(word);
    }

    /** Whether the word is none of those that the lists of {@link EnglishWords} hold. */
    static boolean isOpenClass(String word) {
        return !opens(word) && !CLOSING.contains(word) && Character.isLetter(word.codePointAt(0));
    }

    private static boolean closes(List<String> words, int at) {
        return at >= words.size()
                || words.get(at).equals(CaptionTokens.BREAK)
                || words.get(at).equals(CaptionTokens.POSSESSIVE)
                || CLOSING.contains(words.get(at))
                || DETERMINERS.contains(words.get(at));
    }
}
