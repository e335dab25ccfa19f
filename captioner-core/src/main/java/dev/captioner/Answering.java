package dev.captioner;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.decode.AnswerList;
import dev.captioner.decode.AnswerScoring;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.Repetition;
import dev.captioner.decode.Sentence;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.decode.Strategy;
import dev.captioner.model.Decoder;
import dev.captioner.model.PhotoMemory;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionKind;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Answers questions about photos: reads the question, scores what could be answered, ranks it. */
final class Answering {
    /** Most words of a free answer. */
    private static final int MOST_WORDS = 8;

    private static final int BEAM = 5;

    private final Decoder decoder;
    private final SentenceGenerator generator;
    private final Vocabulary vocabulary;
    private final List<String> answers;
    private final AnswerScoring scoring;
    private final AnsweringDescription description;

    /**
     * Answers with a model's decoder.
     *
     * @param answers the model's closed list
     */
    Answering(Decoder decoder, Vocabulary vocabulary, List<String> answers, AnsweringDescription description) {
        this(decoder, vocabulary, answers, description, 0);
    }

    private Answering(
            Decoder decoder,
            Vocabulary vocabulary,
            List<String> answers,
            AnsweringDescription description,
            double negligible) {
        this.decoder = decoder;
        this.generator = new SentenceGenerator(decoder);
        this.vocabulary = vocabulary;
        this.answers = answers;
        this.description = description;
        AnswerList list = AnswerList.of(
                answers.stream().map(answer -> ids(Tokeniser.words(answer))).toList());
        this.scoring =
                negligible == 0 ? AnswerScoring.complete(decoder, list) : AnswerScoring.upTo(negligible, decoder, list);
    }

    /** The same, except that beginnings of answers which together have less than a given probability are not followed. */
    Answering upTo(double negligible) {
        return new Answering(decoder, vocabulary, answers, description, negligible);
    }

    /** The closed list. */
    List<String> list() {
        return answers;
    }

    /** The log-probability of each answer of the list, for each question. */
    List<double[]> logProbabilities(List<PhotoMemory> photos, List<QuestionText> questions) {
        return read(photos, questions).stream()
                .map(asked -> scoring.logProbabilities(asked.state()))
                .toList();
    }

    private List<Decoder.Asked> read(List<PhotoMemory> photos, List<QuestionText> questions) {
        return decoder.ask(
                photos,
                questions.stream().map(question -> ids(question.words())).toList());
    }

    private int[] ids(List<String> words) {
        return words.stream().mapToInt(vocabulary::id).toArray();
    }

    /** Replies to questions, each about its photo, which are read together. */
    List<Reply> reply(List<PhotoMemory> photos, List<QuestionText> questions, AnswerOptions options) {
        List<Decoder.Asked> asked = read(photos, questions);
        return IntStream.range(0, photos.size())
                .mapToObj(i -> reply(asked.get(i), photos.get(i).grid(), questions.get(i), options))
                .toList();
    }

    /** The best answer of the list to each question. */
    List<Answer> best(List<PhotoMemory> photos, List<QuestionText> questions) {
        return read(photos, questions).stream()
                .map(asked -> rank(asked, AnswerOptions.DEFAULT).get(0))
                .toList();
    }

    private Reply reply(Decoder.Asked asked, int grid, QuestionText question, AnswerOptions options) {
        List<Answer> ranked = rank(asked, options);
        List<String> unknown = question.words().stream()
                .filter(word -> !vocabulary.contains(word))
                .toList();
        List<Integer> best = Tokeniser.words(ranked.get(0).text()).stream()
                .map(vocabulary::id)
                .toList();
        Sentence sentence = generator.score(asked.state(), List.of(best)).get(0);
        return new Reply(
                question.text(),
                QuestionKind.of(question.text()),
                ranked.subList(0, Math.min(options.top(), ranked.size())),
                ranked.get(0).probability() < description.abstainBelow(),
                unknown,
                unknown.size() == question.words().size(),
                Look.of(sentence.words().get(0).attention(), grid),
                IntStream.range(0, asked.hops().length)
                        .mapToObj(hop -> Look.of(asked.hops()[hop], grid))
                        .toList());
    }

    private List<Answer> rank(Decoder.Asked asked, AnswerOptions options) {
        AnswerChoices choices = options.choices();
        if (options.free()) {
            return freely(asked, options.top());
        }
        if (choices != null) {
            return among(asked, choices);
        }
        double[] logProbabilities = scoring.logProbabilities(asked.state());
        return ranked(
                answers, AnswerScoring.probabilities(logProbabilities, description.temperature()), logProbabilities);
    }

    private static List<Answer> ranked(List<String> texts, double[] probabilities, double[] logProbabilities) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Answer(texts.get(i), probabilities[i], logProbabilities[i]))
                .sorted(Comparator.comparingDouble(Answer::probability).reversed()) // of equal ones the first stays so
                .toList();
    }

    /**
     * Choices are compared by their log-probability a word, the end counting as one, or longer ones could never win. The order in
     * which they are given makes no difference: equal ones are ranked by their text.
     */
    private List<Answer> among(Decoder.Asked asked, AnswerChoices choices) {
        List<String> texts = choices.texts().stream().sorted().toList();
        List<List<Integer>> words = new ArrayList<>();
        for (String text : texts) {
            words.add(Tokeniser.words(text).stream().map(vocabulary::id).toList());
        }
        double[] own = generator.score(asked.state(), words).stream()
                .mapToDouble(Sentence::logProbability)
                .toArray();
        double[] perWord = IntStream.range(0, own.length)
                .mapToDouble(i -> own[i] / (words.get(i).size() + 1))
                .toArray();
        return ranked(texts, AnswerScoring.probabilities(perWord, description.temperature()), own);
    }

    private List<Answer> freely(Decoder.Asked asked, int top) {
        DecodingOptions options = DecodingOptions.of(Strategy.Beam.ofWidth(Math.max(BEAM, top)))
                .withBest(top)
                .with(Repetition.ALLOWED)
                .with(Constraints.NONE.ofLength(1, MOST_WORDS));
        return generator.generate(asked.state(), new DecodingPlan(options, vocabulary)).stream()
                .map(sentence -> new Answer(
                        String.join(
                                " ",
                                sentence.ids().stream().map(vocabulary::token).toList()),
                        Math.exp(sentence.logProbability()),
                        sentence.logProbability()))
                .toList();
    }
}
