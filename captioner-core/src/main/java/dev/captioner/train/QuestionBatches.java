package dev.captioner.train;

import dev.captioner.model.training.Regularisation;
import dev.captioner.model.training.SentenceBatch;
import dev.captioner.model.training.SentenceBatch.Asked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Batches of questions. Several questions about a photo are shown together, because its regions then pass the FC
 * layer once. One of the annotators' answers is drawn each time. For a share of the questions the photo is withheld,
 * so that the network learns what a question alone gives away. An epoch shows a part of a large data set, and the
 * next epoch another part.
 */
record QuestionBatches(List<QuestionExample> examples, PhotoFeatures features, QuestionStage stage, long seed)
        implements EpochBatches {
    /** Questions about one photo that are shown together. */
    private static final int TOGETHER = 6;

    /** A question as it is shown. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Showing(QuestionExample example, int slot, int[] answer) {}

    @Override
    public List<PlannedBatch> of(int epoch) {
        Random random = new Random(EpochPlan.mix(seed + 5, epoch));
        Map<String, List<QuestionExample>> byPhoto = new LinkedHashMap<>();
        for (QuestionExample example : chosen(epoch)) {
            byPhoto.computeIfAbsent(example.source() + " " + example.photo(), key -> new ArrayList<>())
                    .add(example);
        }
        List<List<Showing>> groups = new ArrayList<>();
        for (List<QuestionExample> own : byPhoto.values()) {
            Collections.shuffle(own, random);
            for (int from = 0; from < own.size(); from += TOGETHER) {
                groups.add(shown(own.subList(from, Math.min(own.size(), from + TOGETHER)), random));
            }
        }
        Collections.shuffle(groups, random);
        List<Showing> order = groups.stream().flatMap(List::stream).toList();
        List<PlannedBatch> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += stage.perBatch()) {
            batches.add(new Batch(
                    order.subList(from, Math.min(order.size(), from + stage.perBatch())), features, stage.dropout()));
        }
        return batches;
    }

    /** All questions of small data sets, and the epoch's part of large ones, in a random order that all epochs share. */
    private List<QuestionExample> chosen(int epoch) {
        Map<Integer, List<QuestionExample>> bySource = new TreeMap<>();
        examples.forEach(example -> bySource.computeIfAbsent(example.source(), key -> new ArrayList<>())
                .add(example));
        List<QuestionExample> chosen = new ArrayList<>();
        bySource.forEach((source, own) -> {
            int most = stage.shown(own.size());
            long round = -1;
            List<QuestionExample> shuffled = own;
            for (long number = (long) epoch * most; number < (epoch + 1L) * most; number++) {
                if (number / own.size() != round) {
                    round = number / own.size();
                    shuffled = new ArrayList<>(own);
                    Collections.shuffle(shuffled, new Random(EpochPlan.mix(seed + 6 + source, round)));
                }
                chosen.add(shuffled.get((int) (number % own.size())));
            }
        });
        return chosen;
    }

    private List<Showing> shown(List<QuestionExample> group, Random random) {
        boolean mirrored = random.nextBoolean();
        boolean withheld = random.nextDouble() < stage.withheld();
        List<Showing> shown = new ArrayList<>();
        for (QuestionExample example : group) {
            int slot = withheld ? PhotoFeatures.WITHHELD : mirrored ? example.mirroredSlot() : example.slot();
            shown.add(new Showing(example, slot, example.answers()[random.nextInt(example.answers().length)]));
        }
        return shown;
    }

    private record Batch(List<Showing> showings, PhotoFeatures features, double dropout) implements PlannedBatch {
        @Override
        public SentenceBatch make() {
            Map<Integer, Integer> numbers = new LinkedHashMap<>();
            List<Asked> asked = new ArrayList<>();
            for (Showing showing : showings) {
                int photo = numbers.computeIfAbsent(showing.slot(), slot -> numbers.size());
                asked.add(new Asked(photo, showing.example().question(), showing.answer()));
            }
            int[] slots = numbers.keySet().stream().mapToInt(Integer::intValue).toArray();
            return SentenceBatch.ofQuestions(features.of(slots), slots.length, asked);
        }

        /**
         * No label smoothing for answers: it would spoil the calibration of their probabilities, and few answers are
         * similar to each other.
         */
        @Override
        public Regularisation regularisation(Regularisation usual) {
            return new Regularisation(dropout, dropout, dropout, dropout, 0);
        }

        @Override
        public List<String> photos() {
            return showings.stream().map(s -> s.example().photo()).distinct().toList();
        }
    }
}
