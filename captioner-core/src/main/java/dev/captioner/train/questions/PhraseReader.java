package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.COLOURS;
import static dev.captioner.train.questions.EnglishWords.DETERMINERS;
import static dev.captioner.train.questions.EnglishWords.NUMBERS;
import static dev.captioner.train.questions.EnglishWords.PARTICIPLES;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Reads one noun phrase: determiners, numbers, colours and modifiers, then the last one of the nouns in a row. */
final class PhraseReader {
    private static final int NONE = -1;

    private final Lexicon lexicon;
    private final List<String> words;
    private final int start;
    private final TreeSet<String> colours = new TreeSet<>();
    private OptionalInt number = OptionalInt.empty();
    private String article = "";
    private int at;
    private int head = NONE;
    private boolean opened;

    PhraseReader(Lexicon lexicon, List<String> words, int start) {
        this.lexicon = lexicon;
        this.words = words;
        this.start = start;
        this.at = start;
    }

    /** The phrase that starts here, if one does. */
    Optional<NounPhrase> read() {
        readOpening();
        while (at < words.size() && takes(words.get(at))) {
            at++;
        }
        if (head == NONE) {
            return Optional.empty();
        }
        String noun = words.get(head);
        boolean plural = number.orElse(1) > 1 || (lexicon.isPlural(noun) && !article.matches("an?"));
        boolean whole = at == head + 1 || ends(head + 1);
        return Optional.of(new NounPhrase(
                start, head + 1, noun, lexicon.singular(noun), plural, number, List.copyOf(colours), article, whole));
    }

    private void readOpening() {
        while (at < words.size() && (DETERMINERS.contains(words.get(at)) || NUMBERS.containsKey(words.get(at)))) {
            Integer value = NUMBERS.get(words.get(at));
            if (value == null) {
                article = words.get(at);
            } else {
                number = OptionalInt.of(value);
            }
            at++;
        }
        opened = at > start;
    }

    /** Whether the word belongs to the phrase. */
    private boolean takes(String word) {
        if (joinsModifiers(word)) {
            return true;
        }
        String colour = COLOURS.get(word);
        if (colour != null && head == NONE && !isFruit(word)) {
            colours.add(colour);
            return true;
        }
        if (colour == null && !WordPositions.isOpenClass(word)) {
            return false;
        }
        if (head != NONE && (at > head + 1 || ends(at))) {
            return false;
        }
        if (colour != null || isNoun(word)) {
            if (head == NONE && !opened && isVerbHere(word)) {
                return false;
            }
            head = at;
            return true;
        }
        return head != NONE || opened || !colours.isEmpty() || lexicon.isModifier(word);
    }

    private boolean isNoun(String word) {
        return lexicon.isNoun(word)
                || EnglishWords.CONTAINERS.contains(word)
                || (!lexicon.singular(word).equals(word) && !lexicon.isVerb(word));
    }

    /** "black and white", "large, white", "red, white, and blue": and or a comma between two modifiers. */
    private boolean joinsModifiers(String word) {
        boolean comma = word.equals(CaptionTokens.BREAK);
        if (head != NONE || at == start || !(comma || word.equals("and"))) {
            return false;
        }
        int before = words.get(at - 1).equals(CaptionTokens.BREAK) ? at - 2 : at - 1;
        int next = comma && at + 1 < words.size() && words.get(at + 1).equals("and") ? at + 2 : at + 1;
        return before >= start
                && next < words.size()
                && lexicon.isModifier(words.get(before))
                && lexicon.isModifier(words.get(next));
    }

    /** "an orange" is a fruit where no noun follows. */
    private boolean isFruit(String word) {
        return word.equals("orange")
                && at > 0
                && words.get(at - 1).matches("an?|the|one")
                && (at + 1 >= words.size()
                        || !(WordPositions.isOpenClass(words.get(at + 1)) || COLOURS.containsKey(words.get(at + 1))));
    }

    /** Whether a word that no determiner opens is a verb: "a man in white hits a ball". */
    private boolean isVerbHere(String word) {
        return lexicon.isVerb(word) && (takesObject(at) || !lexicon.isStrongNoun(word));
    }

    /** Whether the word there, after a noun, belongs to the noun no more: a verb, a participle, an adverb, nothing. */
    private boolean ends(int index) {
        String word = words.get(index);
        boolean verb = lexicon.isVerb(word) || word.endsWith("ing");
        return PARTICIPLES.contains(word)
                || word.endsWith("ly")
                || !(WordPositions.isOpenClass(word) || COLOURS.containsKey(word))
                || (takesObject(index) && (verb || !lexicon.isStrongNoun(word)))
                || ((verb || word.endsWith("ed")) && !lexicon.isStrongNoun(word));
    }

    private boolean takesObject(int index) {
        return index + 1 < words.size() && DETERMINERS.contains(words.get(index + 1));
    }
}
