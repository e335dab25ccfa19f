package dev.captioner.model.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The words of a batch's questions, packed for an LSTM that reads them forward and one that reads them backward.
 *
 * @param packing rows from the longest question to the shortest
 * @param words [M] read forward
 * @param mirror [M]: where the packed row that reads the same word backward lies; its own inverse
 * @param last [R]: where the last step of each group's question lies
 * @param places [M]: where each word lies in the groups' memories, {@code group * longest + number in its question}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackedQuestions(Packing packing, int[] words, int[] mirror, int[] last, int[] places) {
    static PackedQuestions of(int[][] questions) {
        int[] order = IntStream.range(0, questions.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -questions[i].length))
                .mapToInt(Integer::intValue)
                .toArray();
        Packing packing = Packing.ofSorted(
                Arrays.stream(order).map(i -> questions[i].length).toArray());
        int[] words = new int[packing.size()];
        int[] mirror = new int[packing.size()];
        int[] places = new int[packing.size()];
        int[] last = new int[questions.length];
        for (int row = 0; row < order.length; row++) {
            int[] question = questions[order[row]];
            for (int k = 0; k < question.length; k++) {
                int position = packing.offset(k) + row;
                words[position] = question[k];
                mirror[position] = packing.offset(question.length - 1 - k) + row;
                places[position] = order[row] * packing.steps() + k;
            }
            last[order[row]] = packing.offset(question.length - 1) + row;
        }
        return new PackedQuestions(packing, words, mirror, last, places);
    }

    /** Words of the longest question. */
    int longest() {
        return packing.steps();
    }
}
