package dev.captioner.train.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the noun phrases of a caption. */
record PhraseFinder(Lexicon lexicon) {
    /** In the order of the caption; none within another. */
    List<NounPhrase> phrases(List<String> words) {
        List<NounPhrase> phrases = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Optional<NounPhrase> phrase = new PhraseReader(lexicon, words, at).read();
            phrase.ifPresent(phrases::add);
            at = phrase.map(NounPhrase::end).orElse(at + 1);
        }
        return joinContainers(words, phrases);
    }

    /**
     * "a group of dogs", "a picture of a dog": the dogs are the thing, and a group says that they are several. Whose a thing is,
     * as "the man" of "the man's hat", is no thing of its own.
     */
    private static List<NounPhrase> joinContainers(List<String> words, List<NounPhrase> phrases) {
        List<NounPhrase> joined = new ArrayList<>();
        for (int i = phrases.size() - 1; i >= 0; i--) {
            NounPhrase phrase = phrases.get(i);
            String next = phrase.end() < words.size() ? words.get(phrase.end()) : "";
            boolean of = EnglishWords.CONTAINERS.contains(phrase.head()) && next.equals("of");
            if (of && !joined.isEmpty() && joined.get(0).start() == phrase.end() + 1) {
                joined.set(0, joined.get(0).in(phrase));
            } else if (!next.equals(CaptionTokens.POSSESSIVE)) {
                joined.add(0, phrase);
            }
        }
        return joined;
    }
}
