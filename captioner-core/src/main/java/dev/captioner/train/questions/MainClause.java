package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.ADVERBS;
import static dev.captioner.train.questions.EnglishWords.PRESENT;
import static dev.captioner.train.questions.EnglishWords.RELATIVES;
import static dev.captioner.train.questions.EnglishWords.SINGULAR_PRESENT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A caption read from its subject on: "a man (in a red shirt) (who) (is) (happily) riding a bike (down a street)". The verb is
 * a form in -ing, or a finite one that agrees with the subject in number.
 */
final class MainClause {
    private static final Set<String> BEFORE_OBJECT =
            Set.of("on", "over", "through", "with", "at", "into", "under", "down");
    private static final Set<String> BEFORE_PLACE = Set.of("in", "on", "at");
    private static final Set<String> AFTER_SUBJECT = Set.of(
            "in", "on", "at", "with", "of", "from", "near", "by", "under", "behind", "beside", "inside", "to",
            "outside");
    private static final Set<String> NEXT_CLAUSE = Set.of(CaptionTokens.BREAK, "while", "as", "and", "with");

    /** What one is covered in is no place. */
    private static final Set<String> WRAPPING = Set.of("covered", "dressed", "wrapped", "clad");

    private final Lexicon lexicon;
    private final List<String> words;
    private final NounPhrase subject;
    private final Map<Integer, NounPhrase> byStart = new HashMap<>();

    MainClause(Lexicon lexicon, List<String> words, List<NounPhrase> phrases, NounPhrase subject) {
        this.lexicon = lexicon;
        this.words = words;
        this.subject = subject;
        phrases.forEach(phrase -> byStart.put(phrase.start(), phrase));
    }

    /** What the subject does, if the caption says so. */
    Optional<Action> action() {
        int at = afterAttributes(subject.end());
        if (RELATIVES.contains(word(at))) {
            at++;
        }
        boolean present = PRESENT.contains(word(at));
        if (present && SINGULAR_PRESENT.contains(word(at)) == subject.plural()) {
            return Optional.empty();
        }
        at = afterAdverbs(present ? at + 1 : at);
        String gerund = lexicon.gerund(word(at));
        if (gerund.isEmpty() || !agrees(word(at), gerund, present) || leadsToAnother(at + 1)) {
            return Optional.empty();
        }
        return Optional.of(withObject(gerund, at + 1));
    }

    /** After "in a red shirt and jeans" and the like. */
    private int afterAttributes(int start) {
        int at = start;
        Optional<NounPhrase> attribute = phrase(at + 1);
        while (attribute.isPresent() && AFTER_SUBJECT.contains(word(at))) {
            at = attribute.get().end();
            attribute = phrase(at + 1);
            while (attribute.isPresent() && word(at).equals("and")) {
                at = attribute.get().end();
                attribute = phrase(at + 1);
            }
        }
        return at;
    }

    private int afterAdverbs(int start) {
        int at = start;
        while (word(at).endsWith("ly") || ADVERBS.contains(word(at))) {
            at++;
        }
        return at;
    }

    private boolean agrees(String verb, String gerund, boolean present) {
        if (verb.equals(gerund)) {
            return true;
        }
        return !present && !verb.endsWith("ed") && verb.endsWith("s") != subject.plural();
    }

    /** "trying to catch", "goes skiing": the verb does not say it by itself. */
    private boolean leadsToAnother(int next) {
        return word(next).equals("to") || (lexicon.isVerb(word(next)) && !lexicon.isNoun(word(next)));
    }

    private Action withObject(String gerund, int next) {
        Optional<NounPhrase> direct = phrase(next);
        Optional<NounPhrase> indirect =
                BEFORE_OBJECT.contains(word(next)) ? phrase(next + 1) : Optional.<NounPhrase>empty();
        if (direct.isEmpty() && indirect.isPresent()) {
            return new Action(subject, gerund, word(next), indirect);
        }
        return new Action(subject, gerund, "", direct);
    }

    /** Everything that the subject is in, on or at, up to where something else begins that may be there in its place. */
    List<Location> locations() {
        List<Location> locations = new ArrayList<>();
        for (int at = subject.end(); at < words.size() && !NEXT_CLAUSE.contains(word(at)); at++) {
            if (BEFORE_PLACE.contains(word(at)) && !WRAPPING.contains(word(at - 1))) {
                phrase(at + 1).ifPresent(place -> locations.add(new Location(subject, place)));
            }
        }
        return locations;
    }

    /** The word there; empty past the end. */
    private String word(int at) {
        return at < words.size() ? words.get(at) : "";
    }

    private Optional<NounPhrase> phrase(int start) {
        return Optional.ofNullable(byStart.get(start));
    }
}
