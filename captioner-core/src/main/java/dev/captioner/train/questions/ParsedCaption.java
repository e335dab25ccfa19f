package dev.captioner.train.questions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts of a caption that questions are made of.
 *
 * @param words as {@link CaptionTokens} gives them
 * @param phrases every noun phrase
 * @param nouns of the phrases
 * @param action what the first one mentioned does
 * @param locations where it is
 */
record ParsedCaption(
        List<String> words,
        List<NounPhrase> phrases,
        Set<String> nouns,
        Optional<Action> action,
        List<Location> locations) {
    ParsedCaption {
        words = List.copyOf(words);
        phrases = List.copyOf(phrases);
        nouns = Set.copyOf(nouns);
        locations = List.copyOf(locations);
    }

    static ParsedCaption of(
            List<String> words, List<NounPhrase> phrases, Optional<Action> action, List<Location> locations) {
        return new ParsedCaption(
                words, phrases, phrases.stream().map(NounPhrase::noun).collect(Collectors.toSet()), action, locations);
    }

    /** "a man and a woman": two single things joined. */
    boolean isPair(NounPhrase first, NounPhrase second) {
        return !first.plural()
                && !second.plural()
                && first.article().matches("an?")
                && second.start() == first.end() + 1
                && words.get(first.end()).equals("and");
    }
}
