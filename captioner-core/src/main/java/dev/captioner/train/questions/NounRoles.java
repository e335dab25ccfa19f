package dev.captioner.train.questions;

import static dev.captioner.train.questions.EnglishWords.POSSESSIVES;
import static dev.captioner.train.questions.EnglishWords.UNASKED;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What nouns are in many captions: things that act, that are worn, ridden, owned, counted, or that one is in, on or at. */
final class NounRoles {
    private enum Role {
        ACTING,
        WORN,
        RIDDEN,
        OWNED,
        NUMBERED,
        SURROUNDING
    }

    /** What things do that do nothing. */
    static final Set<String> POSTURES = Set.of("sitting", "standing", "laying", "lying", "hanging", "wearing");

    private static final int COMMON = 20;
    private static final double WORN_SHARE = 0.04;
    private static final Set<String> WEAR = Set.of("wearing", "wears", "wear", "dressed");
    private static final Set<String> NO_PLACES = Set.of("leash", "string", "rope", "rain", "chain", "harness", "wheel");
    private static final Set<String> SURROUND = Set.of("in", "on", "at", "through", "across");

    private final Lexicon lexicon;
    private final Map<String, Integer> mentions = new HashMap<>();
    private final Map<Role, Map<String, Integer>> roles = new EnumMap<>(Role.class);
    private final Map<String, Map<String, Integer>> plurals = new HashMap<>();

    NounRoles(Lexicon lexicon, Collection<ParsedCaption> captions) {
        this.lexicon = lexicon;
        captions.forEach(this::count);
    }

    private void count(ParsedCaption caption) {
        caption.action().ifPresent(action -> {
            if (!POSTURES.contains(action.gerund())) {
                add(Role.ACTING, action.subject().noun());
            }
            action.object()
                    .filter(object -> action.gerund().equals("riding"))
                    .ifPresent(object -> add(Role.RIDDEN, object.noun()));
        });
        for (NounPhrase phrase : caption.phrases()) {
            String noun = phrase.noun();
            mentions.merge(noun, 1, Integer::sum);
            if (!phrase.head().equals(noun)) {
                plurals.computeIfAbsent(noun, key -> new HashMap<>()).merge(phrase.head(), 1, Integer::sum);
            }
            String before = phrase.start() == 0 ? "" : caption.words().get(phrase.start() - 1);
            if (WEAR.contains(before)) {
                add(Role.WORN, noun);
            }
            if (SURROUND.contains(before)) {
                add(Role.SURROUNDING, noun);
            }
            if (POSSESSIVES.contains(phrase.article())) {
                add(Role.OWNED, noun);
            }
            if (phrase.number().orElse(1) > 1) {
                add(Role.NUMBERED, noun);
            }
        }
    }

    private void add(Role role, String noun) {
        roles.computeIfAbsent(role, key -> new HashMap<>()).merge(noun, 1, Integer::sum);
    }

    private int count(Role role, String noun) {
        return roles.getOrDefault(role, Map.of()).getOrDefault(noun, 0);
    }

    private double share(Role role, String noun) {
        return count(role, noun) / (double) Math.max(1, mentions.getOrDefault(noun, 0));
    }

    /** Whether it can be asked for at all. */
    boolean isAskable(NounPhrase phrase) {
        return !UNASKED.contains(phrase.noun())
                && !UNASKED.contains(phrase.head())
                && phrase.plural() == lexicon.isPlural(phrase.head())
                && phrase.whole()
                && !phrase.article().matches("no|another|other|each|every|any");
    }

    /** Whether it does things: people, animals, vehicles. */
    boolean acts(String noun) {
        return share(Role.ACTING, noun) >= 0.1;
    }

    /** Whether it is mostly somebody's: parts of the body, belongings. */
    boolean isOwned(String noun) {
        return share(Role.OWNED, noun) >= 0.3;
    }

    /** Whether captions speak of it often enough to be sure what the word means. */
    boolean isCommon(NounPhrase phrase) {
        return mentions.getOrDefault(phrase.noun(), 0) >= COMMON && lexicon.isStrongNoun(phrase.head());
    }

    /** Whether it is something to wear. */
    boolean isWorn(String noun) {
        return share(Role.WORN, noun) >= WORN_SHARE;
    }

    /** Whether captions count it. */
    boolean isCounted(String noun) {
        return !UNASKED.contains(noun)
                && lexicon.isNoun(noun)
                && lexicon.isCountable(noun)
                && count(Role.NUMBERED, noun) >= 3
                && share(Role.NUMBERED, noun) >= 0.01;
    }

    /** Whether others are in, on or at it and it is neither worn nor ridden nor anybody's. */
    boolean isPlace(String noun) {
        return !UNASKED.contains(noun)
                && !NO_PLACES.contains(noun)
                && mentions.getOrDefault(noun, 0) >= 5
                && share(Role.SURROUNDING, noun) >= 0.3
                && !isWorn(noun)
                && share(Role.OWNED, noun) < 0.12
                && share(Role.RIDDEN, noun) < 0.04
                && share(Role.ACTING, noun) < 0.04;
    }

    /** The plural that captions use most; empty when they use none. */
    String pluralOf(String noun) {
        return plurals.getOrDefault(noun, Map.of()).entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
