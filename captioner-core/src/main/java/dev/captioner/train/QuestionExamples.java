package dev.captioner.train;

import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns photos with questions into examples. */
final class QuestionExamples {
    /** A question or answer with one of these is not asked about the mirrored photo. */
    private static final Set<String> SIDES = Set.of("left", "right");

    private QuestionExamples() {}

    /** Examples of the photos that have features. Answers with words that the vocabulary lacks are left out. */
    static List<QuestionExample> of(
            List<AskedPhoto> asked, Map<Path, Integer> slots, Map<Path, Integer> mirroredSlots, Vocabulary vocabulary) {
        Map<String, Integer> sources = new LinkedHashMap<>();
        List<QuestionExample> examples = new ArrayList<>();
        for (AskedPhoto photo : asked) {
            Integer slot = slots.get(photo.file());
            Integer mirroredSlot = mirroredSlots.get(photo.file());
            List<String> question = Tokeniser.words(photo.question());
            int[][] answers = answers(photo.answers(), vocabulary);
            if (slot == null || mirroredSlot == null || question.isEmpty() || answers.length == 0) {
                continue;
            }
            boolean sided = !Collections.disjoint(question, SIDES)
                    || photo.answers().stream()
                            .anyMatch(answer -> !Collections.disjoint(Tokeniser.words(answer), SIDES));
            examples.add(new QuestionExample(
                    photo.name(),
                    slot,
                    sided ? slot : mirroredSlot,
                    sources.computeIfAbsent(photo.source(), source -> sources.size()),
                    question.stream().mapToInt(vocabulary::id).toArray(),
                    answers));
        }
        return examples;
    }

    private static int[][] answers(List<String> answers, Vocabulary vocabulary) {
        return answers.stream()
                .map(answer -> Tokeniser.words(AnswerBuilder.spoken(answer)))
                .filter(words -> !words.isEmpty() && words.stream().allMatch(vocabulary::contains))
                .map(words -> words.stream().mapToInt(vocabulary::id).toArray())
                .toArray(int[][]::new);
    }
}
