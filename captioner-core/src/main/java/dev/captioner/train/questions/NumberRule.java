package dev.captioner.train.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * "how many dogs are there?" where captions give one number and none gives another. Several are confirmed by two captions with
 * the number, or one and a plural in another; a single one by three captions that say "a dog". "A man and a woman" are two people.
 */
record NumberRule(NounGroups groups, NounRoles roles) implements QuestionRule {
    private static final int CAPTIONS_FOR_ONE = 3;
    private static final String PERSON = "person";

    /** What the captions of a photo say about the number of a thing. */
    private static final class Evidence {
        private final Set<Integer> numbers = new TreeSet<>();
        private int counting;
        private int several;
        private boolean many;
        private boolean unclear;
    }

    @Override
    public List<QuestionCandidate> questions(DescribedPhoto photo) {
        List<QuestionCandidate> questions = new ArrayList<>();
        Set<String> nouns = new TreeSet<>(photo.nouns());
        nouns.add(PERSON);
        for (String noun : nouns) {
            String plural = roles.pluralOf(noun);
            if (roles.isCounted(noun) && !plural.isEmpty()) {
                Evidence evidence = new Evidence();
                photo.captions().forEach(caption -> weigh(caption, noun, evidence));
                if (isClear(evidence)) {
                    int number = evidence.numbers.iterator().next();
                    questions.add(new QuestionCandidate(
                            "number", "how many " + plural + " are there?", String.valueOf(number), evidence.counting));
                }
            }
        }
        return questions;
    }

    private static boolean isClear(Evidence evidence) {
        if (evidence.unclear || evidence.numbers.size() != 1) {
            return false;
        }
        boolean one = evidence.numbers.contains(1);
        if (evidence.many && evidence.numbers.contains(2)) {
            return false;
        }
        return one
                ? evidence.counting >= CAPTIONS_FOR_ONE && evidence.several == 0
                : evidence.counting + Math.min(1, evidence.several) >= 2;
    }

    private void weigh(ParsedCaption caption, String noun, Evidence evidence) {
        List<NounPhrase> phrases = caption.phrases().stream()
                .filter(phrase -> groups.related(noun, phrase.noun()))
                .toList();
        if (noun.equals(PERSON) && phrases.size() == 2 && caption.isPair(phrases.get(0), phrases.get(1))) {
            evidence.numbers.add(2);
            evidence.counting++;
            return;
        }
        for (NounPhrase phrase : phrases) {
            boolean same = phrase.noun().equals(noun);
            int number = phrase.number().orElse(0);
            if (number > 1) {
                evidence.numbers.add(number);
                evidence.counting += groups.isA(phrase.noun(), noun) ? 1 : 0; // "three people" need not be men
                evidence.unclear |= phrases.size() > 1;
            } else if (phrase.isAnother() || number == 1 || (same && phrases.size() > 1)) {
                evidence.unclear = true;
            } else if (phrase.plural()) {
                evidence.several++;
                evidence.many |= phrase.isMany();
            } else if (same && phrase.article().matches("an?")) {
                evidence.numbers.add(1);
                evidence.counting++;
            }
        }
    }
}
