package dev.captioner.decode;

import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Constraints as word ids, checked: at least one sentence meets them.
 *
 * @param prefix the first words of the sentence
 * @param required words and phrases that must appear
 * @param excluded words that must not appear
 */
record ConstraintWords(List<Integer> prefix, List<List<Integer>> required, List<Integer> excluded) {
    /**
     * Looks constraints up in a vocabulary.
     *
     * @throws ConstraintException when no sentence can meet them
     */
    static ConstraintWords of(Constraints constraints, Vocabulary vocabulary) {
        List<Integer> prefix = constraints.prefix().isBlank()
                ? List.of()
                : ids(constraints.prefix(), "the sentence cannot begin with", vocabulary);
        List<List<Integer>> required = new ArrayList<>();
        for (String phrase : constraints.include()) {
            required.add(ids(phrase, "the sentence cannot include", vocabulary));
        }
        List<Integer> excluded = new ArrayList<>();
        for (String word : constraints.exclude()) {
            excluded.addAll(excludedIds(word, vocabulary));
        }
        ConstraintWords words = new ConstraintWords(prefix, required, excluded);
        words.checkContradictions(constraints, vocabulary);
        return words;
    }

    private static List<Integer> ids(String text, String complaint, Vocabulary vocabulary) {
        List<String> words = words(text, complaint);
        List<Integer> ids = new ArrayList<>();
        for (String word : words) {
            if (!vocabulary.contains(word)) {
                List<String> near = NearWords.of(word, vocabulary);
                throw new ConstraintException(complaint + " '" + text + "': the model does not know the word '" + word
                        + "'" + (near.isEmpty() ? "" : "; it knows " + String.join(", ", near)));
            }
            ids.add(vocabulary.id(word));
        }
        return ids;
    }

    private static List<String> words(String text, String complaint) {
        List<String> words = Tokeniser.words(text);
        if (words.isEmpty()) {
            throw new ConstraintException(complaint + " '" + text + "': it has no word");
        }
        return words;
    }

    /** A word that the model does not know cannot appear: excluding it is no contradiction. */
    private static List<Integer> excludedIds(String text, Vocabulary vocabulary) {
        List<String> words = words(text, "cannot exclude");
        if (words.size() > 1) {
            throw new ConstraintException("cannot exclude '" + text
                    + "': only single words can be excluded; give each word that must not appear as its own entry");
        }
        return vocabulary.contains(words.get(0)) ? List.of(vocabulary.id(words.get(0))) : List.of();
    }

    private void checkContradictions(Constraints constraints, Vocabulary vocabulary) {
        for (int i = 0; i < required.size(); i++) {
            checkNotExcluded(
                    required.get(i), "must appear in '" + constraints.include().get(i) + "'", vocabulary);
        }
        checkNotExcluded(prefix, "is part of the beginning '" + constraints.prefix() + "'", vocabulary);
        if (excluded.stream().distinct().count() == vocabulary.words()) {
            throw new ConstraintException("every word of the vocabulary is excluded");
        }
        if (prefix.size() > constraints.maxLength()) {
            throw new ConstraintException("the beginning '" + constraints.prefix() + "' has " + prefix.size()
                    + " words, more than the maximum length of " + constraints.maxLength());
        }
        int missing = missingAfterPrefix();
        if (prefix.size() + missing > constraints.maxLength()) {
            throw new ConstraintException("the words that must appear need " + missing + " places"
                    + (prefix.isEmpty() ? "" : " after the " + prefix.size() + " of the beginning")
                    + ", more than the maximum length of " + constraints.maxLength() + " leaves");
        }
    }

    private void checkNotExcluded(List<Integer> words, String role, Vocabulary vocabulary) {
        if (!Collections.disjoint(words, excluded)) {
            String word = words.stream()
                    .filter(excluded::contains)
                    .findFirst()
                    .map(vocabulary::token)
                    .orElseThrow();
            throw new ConstraintException("the word '" + word + "' is excluded and " + role);
        }
    }

    private int missingAfterPrefix() {
        RequiredPhrases phrases = new RequiredPhrases(required);
        RequiredPhrases.Coverage coverage = phrases.none();
        for (int word : prefix) {
            coverage = phrases.after(coverage, word);
        }
        return coverage.missing();
    }
}
