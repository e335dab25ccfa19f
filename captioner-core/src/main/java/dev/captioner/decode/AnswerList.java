package dev.captioner.decode;

import dev.captioner.api.Internal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The closed list of answers that a model chooses from, as a prefix tree (trie) of their words: a prefix that several answers
 * share is decoded once. Immutable.
 */
@Internal
public final class AnswerList {
    private final int size;
    private final List<List<Node>> levels;

    /**
     * A prefix of one or more answers.
     *
     * @param parent index of the parent node in the level above; 0 for children of the root
     * @param word id of the last word of the prefix
     * @param answer index of the answer that consists of exactly this prefix, or -1
     */
    record Node(int parent, int word, int answer) {}

    private AnswerList(int size, List<List<Node>> levels) {
        this.size = size;
        this.levels = levels;
    }

    /**
     * Builds the tree.
     *
     * @param answers word ids of each answer, at least one word in each
     * @throws IllegalArgumentException when the list is empty, an answer is empty, or two answers have the same words
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
        int[] places = new int[answers.size()]; // index in the level above of the prefix of each answer
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

    /** A, the number of answers. */
    public int size() {
        return size;
    }

    /** The work of scoring every answer. */
    public DecodingWork work() {
        return new DecodingWork(
                levels.size() + 1L, 1 + levels.stream().mapToLong(List::size).sum());
    }

    /** The nodes by depth: element d holds the prefixes of d + 1 words. */
    List<List<Node>> levels() {
        return levels;
    }
}
