package dev.captioner.train.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** "where is the dog?" where one caption says it, another says so too or mentions the place, and none names another kind of place. */
record WhereRule(NounGroups groups, NounRoles roles) implements QuestionRule {
    @Override
    public List<QuestionCandidate> questions(DescribedPhoto photo) {
        Map<String, QuestionCandidate> questions = new TreeMap<>();
        for (ParsedCaption caption : photo.captions()) {
            for (Location location : caption.locations()) {
                if (roles.isAskable(location.subject())
                        && roles.isPlace(location.place().noun())
                        && !photo.isAmbiguous(location.subject())) {
                    int support = support(photo, location);
                    if (support > 0) {
                        String question = "where " + location.subject().copula() + " the "
                                + location.subject().head() + "?";
                        questions.merge(
                                question,
                                new QuestionCandidate(
                                        "where", question, location.place().head(), support),
                                (one, other) -> one.support() >= other.support() ? one : other);
                    }
                }
            }
        }
        return new ArrayList<>(questions.values());
    }

    /** How many captions agree, the place's own name counting twice; none when one contradicts. */
    private int support(DescribedPhoto photo, Location location) {
        String noun = location.place().noun();
        int agreeing = 0;
        int same = 0;
        for (ParsedCaption caption : photo.captions()) {
            List<String> places = caption.locations().stream()
                    .filter(other -> groups.related(
                            other.subject().noun(), location.subject().noun()))
                    .map(other -> other.place().noun())
                    .filter(roles::isPlace)
                    .toList();
            if (!places.isEmpty()) {
                if (places.stream().noneMatch(place -> groups.associated(place, noun))) {
                    return 0;
                }
                agreeing++;
                same += places.contains(noun) ? 1 : 0;
            }
        }
        return agreeing >= 2 || photo.mentioning(noun) >= 2 ? agreeing + same : 0;
    }
}
