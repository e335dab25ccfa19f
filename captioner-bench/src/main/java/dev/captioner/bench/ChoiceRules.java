package dev.captioner.bench;

import dev.captioner.Answer;
import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionKind;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import dev.captioner.train.AskedPhoto;
import dev.captioner.train.QuestionSplits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Compares rules for ranking given answers of different lengths: how often a rule selects the right one of four, as in Visual7W,
 * and how often the longest. The wrong ones are answers to other training questions of the same kind.
 */
final class ChoiceRules {
    private static final int CHOICES = 4;
    private static final int MOST_DRAWS = 200;

    /** The rules by name: each scores a choice by its log-probability with and without the photo. */
    private static final Map<String, ToDoubleFunction<Choice>> RULES = new LinkedHashMap<>();

    static {
        RULES.put("sum of the log-probabilities", Choice::withPhoto);
        RULES.put("mean over words and end (what captioner does)", choice -> choice.withPhoto / (choice.words + 1));
        RULES.put("sum / (words + 1)^0.5", choice -> choice.withPhoto / Math.sqrt(choice.words + 1.0));
        RULES.put("sum less the sum without the photo", choice -> choice.withPhoto - choice.withoutPhoto);
        RULES.put(
                "mean less half the mean without the photo",
                choice -> (choice.withPhoto - choice.withoutPhoto / 2) / (choice.words + 1));
        RULES.put("mean without the photo (blind)", choice -> choice.withoutPhoto / (choice.words + 1));
    }

    private record Choice(int words, double withPhoto, double withoutPhoto) {}

    private final Captioner captioner;
    private final PhotoReader reader = new PhotoReader();
    private final Random random = new Random(1);
    private final List<List<Choice>> questions = new ArrayList<>(); // the right answer first

    ChoiceRules(Captioner captioner) {
        this.captioner = captioner;
    }

    /** Asks some questions of each kind, except yes/no questions and counting questions. */
    void ask(QuestionSplits splits, int perKind) {
        Map<String, List<String>> answers = splits.training().stream()
                .collect(Collectors.groupingBy(
                        ChoiceRules::kind, TreeMap::new, Collectors.mapping(AskedPhoto::answer, Collectors.toList())));
        Map<String, List<AskedPhoto>> asked = splits.development().stream()
                .collect(Collectors.groupingBy(ChoiceRules::kind, TreeMap::new, Collectors.toList()));
        asked.forEach((kind, own) -> {
            if (!kind.endsWith(QuestionKind.YES_NO.name()) && !kind.endsWith(QuestionKind.COUNTING.name())) {
                Collections.shuffle(own, random);
                own.stream().limit(perKind).forEach(one -> ask(one, answers.getOrDefault(kind, List.of())));
            }
        });
    }

    private void ask(AskedPhoto asked, List<String> answers) {
        Map<List<String>, String> choices = new LinkedHashMap<>();
        choices.put(Tokeniser.words(asked.answer()), asked.answer());
        for (int i = 0; i < MOST_DRAWS && choices.size() < CHOICES && !answers.isEmpty(); i++) {
            String other = answers.get(random.nextInt(answers.size()));
            if (!asked.answers().contains(other)) {
                choices.putIfAbsent(Tokeniser.words(other), other);
            }
        }
        if (choices.size() < CHOICES || choices.containsKey(List.<String>of())) {
            return;
        }
        AnswerChoices given = AnswerChoices.of(List.copyOf(choices.values()));
        Map<String, Double> withPhoto = scores(captioner.look(reader.read(asked.file())), asked, given);
        Map<String, Double> withoutPhoto = scores(captioner.withheldPhoto(), asked, given);
        List<Choice> scored = new ArrayList<>();
        for (int i = 0; i < CHOICES; i++) {
            String text = given.texts().get(i);
            scored.add(new Choice(
                    given.words().get(i).size(),
                    withPhoto.getOrDefault(text, Double.NaN),
                    withoutPhoto.getOrDefault(text, Double.NaN)));
        }
        questions.add(scored);
    }

    private Map<String, Double> scores(EncodedPhoto photo, AskedPhoto asked, AnswerChoices choices) {
        return captioner.ask(photo, QuestionText.of(asked.question()), AnswerOptions.among(choices)).answers().stream()
                .collect(Collectors.toMap(Answer::text, Answer::logProbability));
    }

    private static String kind(AskedPhoto asked) {
        return asked.source() + ' ' + asked.type() + ' ' + QuestionKind.of(asked.question());
    }

    /** A Markdown table of the rules: accuracy, accuracy where the choices differ in length, share of longest choices selected there. */
    @Override
    public String toString() {
        List<List<Choice>> mixed = questions.stream()
                .filter(choices ->
                        choices.stream().mapToInt(Choice::words).distinct().count() > 1)
                .toList();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "| rule | right of %d questions | right of the %d with choices of different lengths | one of the longest chosen there (right: %.3f) |%n|---|---|---|---|%n",
                questions.size(),
                mixed.size(),
                share(mixed, choices -> isLongest(choices, 0))));
        RULES.forEach((name, rule) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f |%n",
                name,
                share(questions, choices -> chosen(choices, rule) == 0),
                share(mixed, choices -> chosen(choices, rule) == 0),
                share(mixed, choices -> isLongest(choices, chosen(choices, rule))))));
        return table.toString();
    }

    private static int chosen(List<Choice> choices, ToDoubleFunction<Choice> rule) {
        int best = 0;
        for (int i = 1; i < choices.size(); i++) {
            best = rule.applyAsDouble(choices.get(i)) > rule.applyAsDouble(choices.get(best)) ? i : best;
        }
        return best;
    }

    private static boolean isLongest(List<Choice> choices, int index) {
        return choices.get(index).words
                == choices.stream().mapToInt(Choice::words).max().orElseThrow();
    }

    private static double share(List<List<Choice>> questions, Predicate<List<Choice>> holds) {
        return questions.stream().filter(holds).count() / (double) questions.size();
    }
}
