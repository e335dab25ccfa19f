package dev.captioner.publish;

import dev.captioner.Answer;
import dev.captioner.Answering;
import dev.captioner.Captioner;
import dev.captioner.evaluate.answers.Agreement;
import dev.captioner.evaluate.answers.AnswerGroup;
import dev.captioner.evaluate.answers.AnswerScores;
import dev.captioner.evaluate.answers.JudgedAnswer;
import dev.captioner.evaluate.answers.MajorityAnswers;
import dev.captioner.evaluate.answers.Paraphrases;
import dev.captioner.evaluate.answers.Taxonomy;
import dev.captioner.evaluate.answers.TrainingAnswer;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.QuestionKind;
import dev.captioner.text.QuestionText;
import dev.captioner.train.AskedPhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates answers against people's answers. Each question is also asked with the photo withheld, about another
 * photo, and in other words.
 *
 * @param answers the best answer to each question, in the order of the photos
 * @param scores of these answers, by kind of question and by data set
 * @param byType scores of the types of question that the data themselves name; empty where they name none
 * @param wording whether other wordings of a question get the same answer; null where no question has one
 * @param changedByOtherPhoto share of the answers that change when another photo is shown
 */
public record AnswerEvaluation(
        List<String> answers,
        AnswerScores scores,
        Map<String, AnswerGroup> byType,
        @Nullable Agreement wording,
        double changedByOtherPhoto) {
    private static final int PHOTOS_AT_ONCE = 32;

    /** Questions per batch; with their other wordings they fill the decoder's steps. */
    private static final int QUESTIONS_AT_ONCE = 16;

    /** A question to be asked about its photo and about another one. */
    private record Task(AskedPhoto asked, EncodedPhoto own, EncodedPhoto other) {
        QuestionText question() {
            return QuestionText.of(asked.question());
        }
    }

    /** The results of one question. */
    private record Outcome(AskedPhoto asked, Answer answer, String blind, String other, List<String> reworded) {}

    /**
     * Answers the questions and scores the answers.
     *
     * @param asked questions with people's answers
     * @param training questions of the same kinds whose most frequent answers are the baseline; may be empty
     * @param taxonomy for WUPS; null to leave it out
     * @param progress receives the number of questions done
     * @throws dev.captioner.image.PhotoException naming the first photo that cannot be read
     * @throws IllegalStateException when the model only captions
     */
    public static AnswerEvaluation of(
            Captioner captioner,
            List<AskedPhoto> asked,
            List<AskedPhoto> training,
            @Nullable Taxonomy taxonomy,
            IntConsumer progress) {
        Map<Path, List<AskedPhoto>> byPhoto = new LinkedHashMap<>();
        asked.forEach(one ->
                byPhoto.computeIfAbsent(one.file(), file -> new ArrayList<>()).add(one));
        List<Path> photos = List.copyOf(byPhoto.keySet());
        List<Outcome> outcomes = new ArrayList<>();
        Examination examination = new Examination(captioner);
        PhotoGroups.forEach(captioner, photos, PHOTOS_AT_ONCE, group -> {
            examination.answer(group, byPhoto, outcomes);
            progress.accept(outcomes.size());
        });
        return of(outcomes, training, taxonomy);
    }

    /** Asks about a group of photos at a time. */
    private static final class Examination {
        private final Answering answering;
        private final EncodedPhoto withheld;
        private @Nullable EncodedPhoto previous;

        Examination(Captioner captioner) {
            this.answering = captioner.prunedAnswering();
            this.withheld = captioner.withheldPhoto();
        }

        void answer(List<PhotoGroups.Encoded> photos, Map<Path, List<AskedPhoto>> byPhoto, List<Outcome> outcomes) {
            EncodedPhoto last = photos.get(photos.size() - 1).photo();
            EncodedPhoto other = previous == null ? last : previous;
            List<Task> tasks = new ArrayList<>();
            for (PhotoGroups.Encoded encoded : photos) {
                for (AskedPhoto asked : byPhoto.getOrDefault(encoded.file(), List.of())) {
                    tasks.add(new Task(asked, encoded.photo(), other));
                }
                other = encoded.photo();
            }
            previous = last;
            for (int from = 0; from < tasks.size(); from += QUESTIONS_AT_ONCE) {
                outcomes.addAll(answer(tasks.subList(from, Math.min(tasks.size(), from + QUESTIONS_AT_ONCE))));
            }
        }

        /** Asks a group of questions in all their forms together. */
        private List<Outcome> answer(List<Task> tasks) {
            List<EncodedPhoto> photos = new ArrayList<>();
            List<QuestionText> questions = new ArrayList<>();
            int[] ends = new int[tasks.size()];
            for (int i = 0; i < ends.length; i++) {
                Task task = tasks.get(i);
                photos.addAll(List.of(withheld, task.other()));
                questions.addAll(List.of(task.question(), task.question()));
                for (String wording : Paraphrases.of(task.asked().question())) {
                    photos.add(task.own());
                    questions.add(QuestionText.of(wording));
                }
                ends[i] = photos.size();
            }
            List<String> texts = answering.bestTexts(photos, questions);
            List<Answer> answers = answering.best(
                    tasks.stream().map(Task::own).toList(),
                    tasks.stream().map(Task::question).toList());
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < ends.length; i++) {
                List<String> own = texts.subList(i == 0 ? 0 : ends[i - 1], ends[i]);
                outcomes.add(new Outcome(
                        tasks.get(i).asked(), answers.get(i), own.get(0), own.get(1), own.subList(2, own.size())));
            }
            return outcomes;
        }
    }

    private static AnswerEvaluation of(List<Outcome> outcomes, List<AskedPhoto> training, @Nullable Taxonomy taxonomy) {
        MajorityAnswers majority = MajorityAnswers.of(training.stream()
                .map(one -> new TrainingAnswer(one.source(), kind(one), one.answer()))
                .toList());
        List<JudgedAnswer> judged = outcomes.stream()
                .map(outcome -> judged(outcome, kind(outcome.asked()), majority))
                .toList();
        List<JudgedAnswer> typed = outcomes.stream()
                .filter(outcome -> !outcome.asked().type().isEmpty())
                .map(outcome -> judged(outcome, outcome.asked().type(), majority))
                .toList();
        List<List<String>> wordings = outcomes.stream()
                .filter(outcome -> !outcome.reworded().isEmpty())
                .map(outcome -> {
                    List<String> answers =
                            new ArrayList<>(List.of(outcome.answer().text()));
                    answers.addAll(outcome.reworded());
                    return answers;
                })
                .toList();
        long changed = outcomes.stream()
                .filter(outcome -> !outcome.other().equals(outcome.answer().text()))
                .count();
        return new AnswerEvaluation(
                outcomes.stream().map(outcome -> outcome.answer().text()).toList(),
                AnswerScores.of(judged, taxonomy),
                typed.isEmpty() ? Map.of() : AnswerScores.of(typed, null).byKind(),
                wordings.isEmpty() ? null : Agreement.of(wordings),
                changed / (double) outcomes.size());
    }

    private static String kind(AskedPhoto asked) {
        return QuestionKind.of(asked.question()).name().toLowerCase(Locale.ROOT);
    }

    private static JudgedAnswer judged(Outcome outcome, String group, MajorityAnswers majority) {
        AskedPhoto asked = outcome.asked();
        return new JudgedAnswer(
                asked.source(),
                group,
                asked.answers(),
                outcome.answer().text(),
                outcome.answer().probability(),
                outcome.blind(),
                majority.ofKind(asked.source(), kind(asked))
                        .or(() -> majority.ofSource(asked.source()))
                        .orElse(null));
    }
}
