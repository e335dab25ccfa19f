package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.UNASKED;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * "is there a dog?", with as many no as yes for every noun, so that the noun alone tells nothing.
 *
 * <p>Yes is for nouns that two captions mention. No is for photos in which the noun is absent by {@link AbsentNouns}.
 */
final class PresenceQuestions {
    private static final int OF_EACH_A_PHOTO = 2;
    private static final int FEWEST_PHOTOS = 4;

    private final Lexicon lexicon;
    private final NounRoles roles;
    private final AbsentNouns absent;
    private final SeededOrder order;

    PresenceQuestions(Lexicon lexicon, NounRoles roles, AbsentNouns absent, SeededOrder order) {
        this.lexicon = lexicon;
        this.roles = roles;
        this.absent = absent;
        this.order = order;
    }

    /** A thing that one photo has and another has not. */
    private record Pair(String noun, DescribedPhoto with, DescribedPhoto without) {
        String key() {
            return noun + " in " + with.name() + " but not in " + without.name();
        }
    }

    /** At most so many questions; those of each photo, photos by name. */
    Map<String, List<QuestionCandidate>> of(List<DescribedPhoto> photos, int most) {
        List<Pair> pairs = new ArrayList<>();
        Map<String, Integer> absences = new HashMap<>();
        present(photos).entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .forEach(entry -> {
                    String noun = entry.getKey();
                    List<DescribedPhoto> with = order.of(entry.getValue(), photo -> noun + " in " + photo.name());
                    List<DescribedPhoto> without = without(noun, photos, with.size(), absences);
                    for (int i = 0; i < without.size(); i++) {
                        pairs.add(new Pair(noun, with.get(i), without.get(i)));
                    }
                });
        Map<String, List<QuestionCandidate>> questions = new TreeMap<>();
        order.of(pairs, Pair::key).stream().limit(most / 2).forEach(pair -> {
            add(questions, pair.with(), pair.noun(), "yes");
            add(questions, pair.without(), pair.noun(), "no");
        });
        return questions;
    }

    /** For each noun that is asked about, the photos that have it; a few nouns a photo, rare ones rather than frequent ones. */
    private Map<String, List<DescribedPhoto>> present(List<DescribedPhoto> photos) {
        Map<String, List<DescribedPhoto>> candidates = new TreeMap<>();
        for (DescribedPhoto photo : photos) {
            for (String noun : photo.nouns()) {
                if (photo.mentioning(noun) >= Math.min(2, photo.captions().size()) && isAsked(noun)) {
                    candidates.computeIfAbsent(noun, key -> new ArrayList<>()).add(photo);
                }
            }
        }
        candidates.values().removeIf(list -> list.size() < FEWEST_PHOTOS);
        Map<String, List<String>> nounsOf = new TreeMap<>();
        candidates.forEach((noun, list) -> list.forEach(photo ->
                nounsOf.computeIfAbsent(photo.name(), key -> new ArrayList<>()).add(noun)));
        Map<String, List<DescribedPhoto>> chosen = new TreeMap<>();
        for (DescribedPhoto photo : photos) {
            nounsOf.getOrDefault(photo.name(), List.of()).stream()
                    .sorted(Comparator.comparingDouble((String noun) -> order.fraction(photo.name() + " has " + noun)
                                    * Math.sqrt(candidates
                                            .getOrDefault(noun, List.of())
                                            .size()))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(OF_EACH_A_PHOTO)
                    .forEach(noun -> chosen.computeIfAbsent(noun, key -> new ArrayList<>())
                            .add(photo));
        }
        return chosen;
    }

    private boolean isAsked(String noun) {
        return !UNASKED.contains(noun)
                && lexicon.isNoun(noun)
                && !lexicon.isPlural(noun)
                && !roles.isOwned(noun)
                && absent.isReliable(noun);
    }

    private List<DescribedPhoto> without(
            String noun, List<DescribedPhoto> photos, int most, Map<String, Integer> absences) {
        List<DescribedPhoto> without = new ArrayList<>();
        for (DescribedPhoto photo : order.of(photos, photo -> noun + " not in " + photo.name())) {
            if (without.size() < most
                    && absences.getOrDefault(photo.name(), 0) < OF_EACH_A_PHOTO
                    && absent.isAbsent(noun, photo)) {
                without.add(photo);
                absences.merge(photo.name(), 1, Integer::sum);
            }
        }
        return without;
    }

    private void add(Map<String, List<QuestionCandidate>> questions, DescribedPhoto photo, String noun, String answer) {
        String article = lexicon.isMass(noun) ? "any" : noun.matches("(?!uni|one|eu|ur)[aeiou].*") ? "an" : "a";
        questions
                .computeIfAbsent(photo.name(), key -> new ArrayList<>())
                .add(new QuestionCandidate("presence", "is there " + article + " " + noun + "?", answer, 2));
    }
}
