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
 * The nouns of WordNet 3.0 (Fellbaum, "WordNet: An Electronic Lexical Database", 1998). Their similarity is computed as in NLTK,
 * which the reference implementation of WUPS by the authors of DAQUAR uses. Inflected forms such as plurals are looked up under
 * their base form, found by WordNet's own rules.
 */
final class WordNetTaxonomy implements Taxonomy {
    /** Endings of plurals and their replacements ("morphy" in WordNet and NLTK). */
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
    private final Map<Long, NounSynset> synsets = new HashMap<>();
    private final Map<String, List<NounSynset>> words = new HashMap<>();
    private final Map<Set<String>, Double> similarities = new HashMap<>();

    /** Opens WordNet from the class path. */
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
            return words.computeIfAbsent(word, this::synsets).isEmpty() ? 0 : 1;
        }
        return similarities.computeIfAbsent(Set.of(word, other), pair -> maximumSimilarity(word, other));
    }

    private double maximumSimilarity(String word, String other) {
        List<NounSynset> others = words.computeIfAbsent(other, this::synsets);
        return words.computeIfAbsent(word, this::synsets).stream()
                .flatMap(synset -> others.stream().map(synset::similarity))
                .max(Double::compare)
                .orElse(0.0);
    }

    private List<NounSynset> synsets(String word) {
        try {
            List<NounSynset> found = new ArrayList<>();
            for (String form : baseForms(word.toLowerCase(Locale.ROOT))) {
                for (Synset synset : senses(form)) {
                    found.add(noun(synset));
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

    private NounSynset noun(Synset synset) throws JWNLException {
        NounSynset known = synsets.get(synset.getOffset());
        if (known != null) {
            return known;
        }
        List<NounSynset> hypernyms = new ArrayList<>();
        for (Pointer pointer : synset.getPointers()) {
            if (pointer.getType() == PointerType.HYPERNYM || pointer.getType() == PointerType.INSTANCE_HYPERNYM) {
                hypernyms.add(noun(pointer.getTargetSynset()));
            }
        }
        NounSynset noun = new NounSynset(name(synset), hypernyms);
        synsets.put(synset.getOffset(), noun);
        return noun;
    }

    private String name(Synset synset) throws JWNLException {
        String lemma = synset.getWords().get(0).getLemma().toLowerCase(Locale.ROOT);
        List<Long> offsets = senses(lemma).stream().map(Synset::getOffset).toList();
        return String.format(
                Locale.ROOT, "%s.n.%02d", lemma.replace(' ', '_'), offsets.indexOf(synset.getOffset()) + 1);
    }

    private static IllegalStateException unreadable(JWNLException cause) {
        return new IllegalStateException(
                "WordNet, which is part of the program, cannot be read; rebuild the program", cause);
    }
}
