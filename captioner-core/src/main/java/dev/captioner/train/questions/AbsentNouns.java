package dev.captioner.train.questions;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When captions that do not mention a thing may be taken to say that it is not in the photo.
 *
 * <p>Three conditions. No caption has the noun, a related one or one that shares its stem; where the noun is a person, no
 * caption has any person, unless all of them speak of a single person of the other sex. The noun is one that captions rarely
 * pass over: from how many photos have it in exactly one and in exactly two captions follows an estimate of how many have it
 * in none (Chao 1984, f1 (f1 - 1) / 2 (f2 + 1)), and these must be few among the photos without it. And the same holds among
 * the photos that have any of the nouns that this photo has: where there is a surfer, a wave that nobody mentions is likely.
 */
final class AbsentNouns {
    private static final double WRONG_AT_MOST = 0.04;
    private static final double WRONG_BESIDE_ANOTHER_AT_MOST = 0.12;
    private static final int FEWEST_PHOTOS = 20;

    /** In how many photos one caption says it, two say it, any says it. */
    private static final class Counts {
        private int one;
        private int two;
        private int any;

        private void add(int captions) {
            any++;
            one += captions == 1 ? 1 : 0;
            two += captions == 2 ? 1 : 0;
        }

        /** The estimated share of photos that have it among those where no caption says so. */
        private double overlooked(int photos) {
            double unseen = one * (one - 1.0) / (2.0 * (two + 1));
            return unseen / Math.max(1, photos - any);
        }
    }

    private final Lexicon lexicon;
    private final NounGroups groups;
    private final int photos;
    private final Map<String, Counts> counts = new HashMap<>();
    private final Map<String, Map<String, Counts>> countsBeside = new HashMap<>();

    AbsentNouns(Lexicon lexicon, NounGroups groups, Collection<DescribedPhoto> all) {
        this.lexicon = lexicon;
        this.groups = groups;
        this.photos = all.size();
        for (DescribedPhoto photo : all) {
            for (String noun : photo.nouns()) {
                int saying = saying(photo, noun);
                counts.computeIfAbsent(noun, key -> new Counts()).add(saying);
                for (String other : photo.nouns()) {
                    countsBeside
                            .computeIfAbsent(other, key -> new HashMap<>())
                            .computeIfAbsent(noun, key -> new Counts())
                            .add(saying);
                }
            }
        }
    }

    /** How many captions mention the noun or one related to it. */
    private int saying(DescribedPhoto photo, String noun) {
        return (int) photo.captions().stream()
                .filter(caption -> caption.nouns().stream().anyMatch(other -> groups.related(noun, other)))
                .count();
    }

    /** Whether silence about the noun is worth anything at all. */
    boolean isReliable(String noun) {
        Counts found = counts.get(noun);
        return found != null && found.overlooked(photos) <= WRONG_AT_MOST;
    }

    /** Whether the captions of the photo may be taken to say that there is none. */
    boolean isAbsent(String noun, DescribedPhoto photo) {
        return !isNamed(noun, photo) && photo.nouns().stream().noneMatch(other -> isLikelyBeside(noun, other));
    }

    private boolean isNamed(String noun, DescribedPhoto photo) {
        boolean person = groups.isA(noun, "person");
        if (person && isOfOtherSex(noun, photo)) {
            return false;
        }
        for (ParsedCaption caption : photo.captions()) {
            for (String word : caption.words()) {
                String other = lexicon.singular(word);
                if (groups.associated(noun, other)
                        || groups.associated(noun, word)
                        || sharesStem(noun, other)
                        || (person && groups.isA(other, "person"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether every caption has one person and all are of the sex that the noun is not. */
    private boolean isOfOtherSex(String noun, DescribedPhoto photo) {
        String other = groups.isA(noun, "male") ? "female" : groups.isA(noun, "female") ? "male" : "";
        if (other.isEmpty()) {
            return false;
        }
        for (ParsedCaption caption : photo.captions()) {
            List<NounPhrase> people = caption.phrases().stream()
                    .filter(phrase -> groups.isA(phrase.noun(), "person"))
                    .toList();
            if (people.size() != 1
                    || people.get(0).plural()
                    || !groups.isA(people.get(0).noun(), other)) {
                return false;
            }
        }
        return true;
    }

    private boolean isLikelyBeside(String noun, String other) {
        Counts beside = countsBeside.getOrDefault(other, Map.of()).get(noun);
        Counts others = counts.get(other);
        return beside != null
                && others != null
                && others.any >= FEWEST_PHOTOS
                && beside.overlooked(others.any) > WRONG_BESIDE_ANOTHER_AT_MOST;
    }

    private static boolean sharesStem(String noun, String word) {
        return (word.length() > 3 && noun.contains(word)) || (noun.length() > 3 && word.contains(noun));
    }
}
