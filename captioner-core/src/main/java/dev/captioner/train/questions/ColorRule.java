package dev.captioner.train.questions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * "what color is the dog?" where every caption that gives it a colour gives the same single one, and another one mentions it at
 * least, or there is nothing to mistake it for. People are not asked about: what a caption calls a white man is not a colour
 * that one sees.
 */
record ColorRule(NounGroups groups, NounRoles roles) implements QuestionRule {
    private static final Set<String> PHOTOS = Set.of("photo", "photograph", "picture", "image", "shot", "view");

    @Override
    public List<QuestionCandidate> questions(DescribedPhoto photo) {
        List<QuestionCandidate> questions = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        if (photo.captions().stream().anyMatch(ColorRule::saysBlackAndWhitePhoto)) {
            return questions;
        }
        for (NounPhrase phrase : photo.phrases()) {
            if (phrase.colours().size() == 1
                    && roles.isAskable(phrase)
                    && !roles.isOwned(phrase.noun())
                    && !groups.related("person", phrase.noun())
                    && asked.add(phrase.noun())) {
                int support = support(photo, phrase);
                if (support > 0) {
                    questions.add(new QuestionCandidate(
                            "color",
                            "what color " + phrase.copula() + " the " + phrase.head() + "?",
                            phrase.colours().get(0),
                            support));
                }
            }
        }
        return questions;
    }

    private static boolean saysBlackAndWhitePhoto(ParsedCaption caption) {
        return caption.words().contains("black") && caption.words().stream().anyMatch(PHOTOS::contains);
    }

    /** How many captions give the colour; none when any contradicts or no other caption mentions the thing. */
    private int support(DescribedPhoto photo, NounPhrase phrase) {
        int confirmed = 0;
        int mentioned = 0;
        for (ParsedCaption caption : photo.captions()) {
            boolean confirms = false;
            boolean mentions = false;
            for (NounPhrase other : caption.phrases()) {
                if (groups.related(phrase.noun(), other.noun())) {
                    if (contradicts(phrase, other)) {
                        return 0;
                    }
                    mentions = true;
                    confirms |= !other.colours().isEmpty();
                }
            }
            confirmed += confirms ? 1 : 0;
            mentioned += mentions ? 1 : 0;
        }
        return mentioned >= 2 || isUnmistakable(photo, phrase) ? confirmed : 0;
    }

    /** Whether "the hat" is clear though only one caption mentions one: nobody else is there who may wear another. */
    private boolean isUnmistakable(DescribedPhoto photo, NounPhrase phrase) {
        return !phrase.plural()
                && roles.isCommon(phrase)
                && (!roles.isWorn(phrase.noun())
                        || photo.captions().stream()
                                .allMatch(caption -> caption.phrases().stream()
                                                .filter(other -> groups.isA(other.noun(), "person"))
                                                .mapToInt(other -> other.plural() ? 2 : 1)
                                                .sum()
                                        < 2));
    }

    private static boolean contradicts(NounPhrase phrase, NounPhrase other) {
        boolean colour = !other.colours().isEmpty() && !other.colours().equals(phrase.colours());
        boolean several =
                other.noun().equals(phrase.noun()) && (other.plural() != phrase.plural() || other.isAnother());
        return colour || several;
    }
}
