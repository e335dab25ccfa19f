package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.WEAK_WITH_OBJECT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * "what is the man riding?", "what is the dog jumping over?" where a second caption mentions the object and none gives the same
 * verb another one.
 */
record WhatRule(NounGroups groups, NounRoles roles) implements QuestionRule {
    @Override
    public List<QuestionCandidate> questions(DescribedPhoto photo) {
        Map<String, QuestionCandidate> questions = new TreeMap<>();
        for (Action action : photo.actions()) {
            action.object().filter(object -> isAsked(photo, action, object)).ifPresent(object -> {
                String question = "what " + action.subject().copula() + " the "
                        + action.subject().head() + " " + action.gerund()
                        + (action.preposition().isEmpty() ? "" : " " + action.preposition()) + "?";
                int support = photo.mentioning(object.noun());
                boolean contradicted = photo.actions().stream().anyMatch(other -> contradicts(action, object, other));
                if (!contradicted && support >= 2) {
                    questions.merge(
                            question,
                            new QuestionCandidate("what", question, object.head(), support),
                            (one, other) -> one.support() >= other.support() ? one : other);
                }
            });
        }
        return new ArrayList<>(questions.values());
    }

    private boolean isAsked(DescribedPhoto photo, Action action, NounPhrase object) {
        return roles.isAskable(action.subject())
                && (roles.acts(action.subject().noun()) || NounRoles.POSTURES.contains(action.gerund()))
                && roles.isAskable(object)
                && !roles.isOwned(object.noun())
                && !groups.related("person", object.noun())
                && !groups.related(action.subject().noun(), object.noun())
                && !WEAK_WITH_OBJECT.contains(action.gerund())
                && !photo.isAmbiguous(action.subject());
    }

    private boolean contradicts(Action action, NounPhrase object, Action other) {
        return other.gerund().equals(action.gerund())
                && other.preposition().equals(action.preposition())
                && groups.related(other.subject().noun(), action.subject().noun())
                && other.object()
                        .filter(another -> !groups.related(another.noun(), object.noun()))
                        .isPresent();
    }
}
