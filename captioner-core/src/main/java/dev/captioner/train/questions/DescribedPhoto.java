package dev.captioner.train.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A photo and the parts of what people said of it.
 *
 * @param split "train" or "dev"
 * @param name of its file
 * @param captions one after the other
 */
record DescribedPhoto(String split, String name, List<ParsedCaption> captions) {
    DescribedPhoto {
        captions = List.copyOf(captions);
    }

    /** Every noun phrase of every caption. */
    List<NounPhrase> phrases() {
        List<NounPhrase> phrases = new ArrayList<>();
        captions.forEach(caption -> phrases.addAll(caption.phrases()));
        return phrases;
    }

    /** What the captions say that somebody does. */
    List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        captions.forEach(caption -> caption.action().ifPresent(actions::add));
        return actions;
    }

    /** The nouns that any caption mentions, in alphabetical order. */
    Set<String> nouns() {
        Set<String> nouns = new TreeSet<>();
        captions.forEach(caption -> nouns.addAll(caption.nouns()));
        return nouns;
    }

    /** How many captions mention the noun. */
    int mentioning(String noun) {
        return (int) captions.stream()
                .filter(caption -> caption.nouns().contains(noun))
                .count();
    }

    /** Whether "the dog" would leave open which: there are dogs in another number, or another dog. */
    boolean isAmbiguous(NounPhrase phrase) {
        return phrases().stream()
                .filter(other -> other.noun().equals(phrase.noun()))
                .anyMatch(other -> other.plural() != phrase.plural() || other.isAnother());
    }
}
