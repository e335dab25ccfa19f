package dev.captioner.train.questions;

import java.util.List;
import java.util.Optional;

/** Finds the things of a caption, and what the first of them does and where. */
record CaptionParser(Lexicon lexicon) {
    /** The parts of a caption in its words. */
    ParsedCaption parse(List<String> words) {
        List<NounPhrase> phrases = new PhraseFinder(lexicon).phrases(words);
        Optional<MainClause> clause =
                subject(words, phrases).map(subject -> new MainClause(lexicon, words, phrases, subject));
        return ParsedCaption.of(
                words,
                phrases,
                clause.flatMap(MainClause::action),
                clause.map(MainClause::locations).orElse(List.of()));
    }

    /** The thing that the caption starts with, unless another one is joined to it. */
    private static Optional<NounPhrase> subject(List<String> words, List<NounPhrase> phrases) {
        if (phrases.isEmpty()) {
            return Optional.empty();
        }
        NounPhrase first = phrases.get(0);
        boolean opens = first.start() == 0
                || (first.start() == 2 && words.get(0).equals("there") && EnglishWords.PRESENT.contains(words.get(1)));
        boolean joined = first.end() < words.size() && words.get(first.end()).matches("and|or|,|as|'s");
        return opens && !joined ? Optional.of(first) : Optional.empty();
    }
}
