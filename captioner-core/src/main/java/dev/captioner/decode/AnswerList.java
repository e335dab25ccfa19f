package dev.captioner.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The closed list of answers that a model chooses among, as a prefix tree of their words, so that what answers share is computed
 * once. Immutable.
 */
public final class AnswerList {
    private final int size;
    private final List<List<Node>> levels;

    /**
     * A beginning that some answers share.
     *
     * @param parent its number in the level above; 0 below the root
     * @param word its last word
     * @param answer the number of the answer that it is, or -1
     */
    record Node(int parent, int word, int answer) {}

    private AnswerList(int size, List<List<Node>> levels) {
        this.size = size;
        this.levels = levels;
    }

    /**
     * A list of answers.
     *
     * @param answers word ids of each, at least one
     * @throws IllegalArgumentException when there is none, or one is empty or there twice
     */
    public static AnswerList of(List<int[]> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("an answer list needs at least one answer");
        }
        for (int answer = 0; answer < answers.size(); answer++) {
            if (answers.get(answer).length == 0) {
                throw new IllegalArgumentException("an answer needs at least one word, found none in answer " + answer);
            }
        }
        List<List<Node>> levels = new ArrayList<>();
        int[] places = new int[answers.size()]; // of each answer's beginning in the level above
        for (int depth = 0; ; depth++) {
            List<Node> level = new ArrayList<>();
            Map<List<Integer>, Integer> numbers = new HashMap<>();
            for (int answer = 0; answer < answers.size(); answer++) {
                int[] words = answers.get(answer);
                if (words.length <= depth) {
                    continue;
                }
                boolean ends = words.length == depth + 1;
                List<Integer> key = List.of(places[answer], words[depth]);
                Integer number = numbers.get(key);
                if (number == null) {
                    number = level.size();
                    numbers.put(key, number);
                    level.add(new Node(places[answer], words[depth], ends ? answer : -1));
                } else if (ends) {
                    Node node = level.get(number);
                    if (node.answer() >= 0) {
                        throw new IllegalArgumentException(
                                "answers " + node.answer() + " and " + answer + " have the same words");
                    }
                    level.set(number, new Node(node.parent(), node.word(), answer));
                }
                places[answer] = number;
            }
            if (level.isEmpty()) {
                break;
            }
            levels.add(List.copyOf(level));
        }
        return new AnswerList(answers.size(), List.copyOf(levels));
    }

    /** A: how many answers there are. */
    public int size() {
        return size;
    }

    /** The beginnings of each length, from one word on. */
    List<List<Node>> levels() {
        return levels;
    }
}
