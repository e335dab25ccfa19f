package dev.captioner.cli.evaluate;

import dev.captioner.evaluate.answers.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.Exc;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;

/**
 * The nouns of WordNet 3.0 (Fellbaum, "WordNet: An Electronic Lexical Database", 1998), compared as NLTK does, on which the
 * program of DAQUAR's authors is built. Plurals and the like are looked up under their base form by WordNet's own rules.
 */
final class WordNetTaxonomy implements Taxonomy {
    /** Endings of plurals and what they stand for ("morphy" in WordNet and NLTK). */
    private static final String[][] ENDINGS = {
        {"s", ""},
        {"ses", "s"},
        {"ves", "f"},
        {"xes", "x"},
        {"zes", "z"},
        {"ches", "ch"},
        {"shes", "sh"},
        {"men", "man"},
        {"ies", "y"}
    };

    private final Dictionary dictionary;
    private final Map<Long, NounMeaning> meanings = new HashMap<>();
    private final Map<String, List<NounMeaning>> words = new HashMap<>();
    private final Map<Set<String>, Double> similarities = new HashMap<>();

    /** Opens WordNet, which is on the class path. */
    WordNetTaxonomy() {
        try {
            dictionary = Dictionary.getDefaultResourceInstance();
        } catch (JWNLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public synchronized double similarity(String word, String other) {
        if (word.equals(other)) {
            return words.computeIfAbsent(word, this::meanings).isEmpty() ? 0 : 1;
        }
        return similarities.computeIfAbsent(Set.of(word, other), pair -> greatestSimilarity(word, other));
    }

    private double greatestSimilarity(String word, String other) {
        List<NounMeaning> others = words.computeIfAbsent(other, this::meanings);
        return words.computeIfAbsent(word, this::meanings).stream()
                .flatMap(meaning -> others.stream().map(meaning::similarity))
                .max(Double::compare)
                .orElse(0.0);
    }

    private List<NounMeaning> meanings(String word) {
        try {
            List<NounMeaning> found = new ArrayList<>();
            for (String form : baseForms(word.toLowerCase(Locale.ROOT))) {
                for (Synset synset : senses(form)) {
                    found.add(meaning(synset));
                }
            }
            return found;
        } catch (JWNLException e) {
            throw unreadable(e);
        }
    }

    private Set<String> baseForms(String word) throws JWNLException {
        Set<String> forms = new LinkedHashSet<>(List.of(word));
        Exc exception = dictionary.getException(POS.NOUN, word);
        if (exception != null) {
            forms.addAll(exception.getExceptions());
            return forms;
        }
        for (String[] ending : ENDINGS) {
            if (word.endsWith(ending[0])) {
                forms.add(word.substring(0, word.length() - ending[0].length()) + ending[1]);
            }
        }
        return forms;
    }

    private List<Synset> senses(String form) throws JWNLException {
        IndexWord entry = form.isBlank() ? null : dictionary.getIndexWord(POS.NOUN, form);
        return entry == null ? List.of() : entry.getSenses();
    }

    private NounMeaning meaning(Synset synset) throws JWNLException {
        NounMeaning known = meanings.get(synset.getOffset());
        if (known != null) {
            return known;
        }
        List<NounMeaning> kinds = new ArrayList<>();
        for (Pointer pointer : synset.getPointers()) {
            if (pointer.getType() == PointerType.HYPERNYM || pointer.getType() == PointerType.INSTANCE_HYPERNYM) {
                kinds.add(meaning(pointer.getTargetSynset()));
            }
        }
        NounMeaning meaning = new NounMeaning(name(synset), kinds);
        meanings.put(synset.getOffset(), meaning);
        return meaning;
    }

    private String name(Synset synset) throws JWNLException {
        String lemma = synset.getWords().get(0).getLemma().toLowerCase(Locale.ROOT);
        List<Long> offsets = senses(lemma).stream().map(Synset::getOffset).toList();
        return String.format(
                Locale.ROOT, "%s.n.%02d", lemma.replace(' ', '_'), offsets.indexOf(synset.getOffset()) + 1);
    }

    private static IllegalStateException unreadable(JWNLException cause) {
        return new IllegalStateException("WordNet, a part of the program, cannot be read; build it anew", cause);
    }
}
