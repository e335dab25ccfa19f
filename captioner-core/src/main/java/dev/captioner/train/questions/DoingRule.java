package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.WEAK_ACTIONS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** "what is the dog doing?" where two captions, and more than all others, say the same of it, or one alone says anything. */
record DoingRule(NounGroups groups, NounRoles roles) implements QuestionRule {
    @Override
    public List<QuestionCandidate> questions(DescribedPhoto photo) {
        Map<String, NounPhrase> subjects = new TreeMap<>();
        for (Action action : photo.actions()) {
            NounPhrase subject = action.subject();
            if (roles.isAskable(subject) && roles.acts(subject.noun()) && !photo.isAmbiguous(subject)) {
                subjects.putIfAbsent(subject.head(), subject);
            }
        }
        List<QuestionCandidate> questions = new ArrayList<>();
        subjects.values().forEach(subject -> answer(photo, subject).ifPresent(questions::add));
        return questions;
    }

    private Optional<QuestionCandidate> answer(DescribedPhoto photo, NounPhrase subject) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Action action : photo.actions()) {
            if (groups.related(subject.noun(), action.subject().noun()) && !WEAK_ACTIONS.contains(action.gerund())) {
                counts.merge(action.gerund(), 1, Integer::sum);
            }
        }
        Optional<String> most = counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue())
                .map(Map.Entry::getKey);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return most.flatMap(verb -> {
            int agreeing = counts.entrySet().stream()
                    .filter(entry -> EnglishWords.sameAction(entry.getKey(), verb))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            boolean agreed = agreeing >= 2 && agreeing * 2 > all;
            return agreed || all == 1
                    ? Optional.of(new QuestionCandidate(
                            "doing", "what " + subject.copula() + " the " + subject.head() + " doing?", verb, agreeing))
                    : Optional.empty();
        });
    }
}
