package dev.captioner.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link Strategy.Beam}: plain beam search with one {@link Beam}, diverse beam search with several. */
final class BeamSearch implements Search {
    private final Strategy.Beam options;
    private final int nBest;
    private final int vocabulary;
    private final List<Beam> groups = new ArrayList<>();

    BeamSearch(SentenceRules rules, Strategy.Beam options, int nBest, int vocabulary) {
        this.options = options;
        this.nBest = nBest;
        this.vocabulary = vocabulary;
        int width = Math.max(options.width(), nBest);
        int count = Math.min(options.groups(), width);
        for (int group = 0; group < count; group++) {
            int share = width * (group + 1) / count - width * group / count;
            groups.add(new Beam(rules, share, nBest, options.lengthNormalisation()));
        }
    }

    @Override
    public boolean done() {
        return groups.stream().allMatch(group -> group.active().isEmpty());
    }

    @Override
    public Rows next() {
        int[] parents = groups.stream()
                .flatMapToInt(group -> Arrays.stream(group.parents()))
                .toArray();
        int[] words = groups.stream()
                .flatMap(group -> group.active().stream())
                .mapToInt(Hypothesis::lastId)
                .toArray();
        return new Rows(parents, words);
    }

    @Override
    public void receive(float[][] logProbabilities, float[][] attention) {
        double[] penalties = new double[vocabulary];
        int row = 0;
        for (Beam group : groups) {
            int end = row + group.active().size();
            if (row < end) {
                group.extend(
                        Arrays.copyOfRange(logProbabilities, row, end),
                        Arrays.copyOfRange(attention, row, end),
                        row,
                        penalties);
            }
            for (Hypothesis sentence : group.active()) {
                penalties[sentence.lastId()] += options.diversity();
            }
            row = end;
        }
    }

    @Override
    public List<ScoredToken> stablePrefix() {
        List<List<ScoredToken>> possible = new ArrayList<>();
        for (Beam group : groups) {
            group.active().forEach(sentence -> possible.add(sentence.words()));
            group.sentences().forEach(sentence -> possible.add(sentence.words()));
        }
        int length = 0;
        while (agree(possible, length)) {
            length++;
        }
        return possible.get(0).subList(0, length);
    }

    private static boolean agree(List<List<ScoredToken>> sentences, int position) {
        for (List<ScoredToken> sentence : sentences) {
            if (position >= sentence.size()
                    || sentence.get(position).id()
                            != sentences.get(0).get(position).id()) {
                return false;
            }
        }
        return true;
    }

    /** The best sentence of each group before the second of any, so that the result shows how the groups differ. */
    @Override
    public List<Sentence> sentences() {
        RankedSentences best = new RankedSentences(nBest, options.lengthNormalisation());
        Set<List<Integer>> seen = new HashSet<>();
        for (int rank = 0; rank < nBest; rank++) {
            for (Beam group : groups) {
                List<Sentence> sentences = group.sentences();
                if (rank < sentences.size()
                        && seen.size() < nBest
                        && seen.add(sentences.get(rank).ids())) {
                    best.add(sentences.get(rank));
                }
            }
        }
        return best.sentences();
    }
}
