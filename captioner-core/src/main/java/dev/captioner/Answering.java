package dev.captioner;

import dev.captioner.api.Internal;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.decode.AnswerList;
import dev.captioner.decode.AnswerScoring;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingWork;
import dev.captioner.decode.Repetition;
import dev.captioner.decode.Sentence;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.decode.Strategy;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionKind;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Answers questions about photos: reads the question, scores the possible answers and ranks them. Safe for use by many threads at
 * once.
 */
@Internal
public final class Answering {
    /** Maximum number of words of a free answer. */
    private static final int MOST_WORDS = 8;

    private static final int BEAM = 5;
    private static final String YES = "yes";

    private final Decoder decoder;
    private final SentenceGenerator generator;
    private final Vocabulary vocabulary;
    private final List<String> answers;
    private final AnswerList list;
    private final AnswerScoring scoring;
    private final AnsweringDescription description;
    private final DecodingOptions captions;
    private final CaptionEvidence evidence;
    private final int yes;

    /**
     * Answers with a model's decoder.
     *
     * @param answers the model's closed list
     * @param captions how the model's captions are decoded, which are evidence for some answers
     * @throws IllegalArgumentException when the list is empty, or the vocabulary cannot tell two of its answers apart
     */
    Answering(
            Decoder decoder,
            Vocabulary vocabulary,
            List<String> answers,
            AnsweringDescription description,
            DecodingOptions captions) {
        this(
                decoder,
                vocabulary,
                List.copyOf(answers),
                AnswerList.of(answers.stream()
                        .map(Tokeniser::words)
                        .map(words -> ids(words, vocabulary))
                        .toList()),
                description,
                captions,
                0);
    }

    private Answering(
            Decoder decoder,
            Vocabulary vocabulary,
            List<String> answers,
            AnswerList list,
            AnsweringDescription description,
            DecodingOptions captions,
            double negligible) {
        this.decoder = decoder;
        this.generator = new SentenceGenerator(decoder);
        this.vocabulary = vocabulary;
        this.answers = answers;
        this.list = list;
        this.description = description;
        this.captions = captions;
        this.evidence = new CaptionEvidence(generator, vocabulary, captions);
        this.yes = this.answers.indexOf(YES);
        this.scoring =
                negligible == 0 ? AnswerScoring.complete(decoder, list) : AnswerScoring.upTo(negligible, decoder, list);
    }

    /**
     * This model with a pruned search of the answer list: beginnings of answers that together have less than a given probability are
     * not continued, and answers that begin so have a log-probability of -infinity. All others keep theirs, to the last bit.
     *
     * @param negligible a probability, 0 to 1; 0 scores every answer
     */
    Answering upTo(double negligible) {
        return new Answering(decoder, vocabulary, answers, list, description, captions, negligible);
    }

    /** This model with another implementation of its decoder, which gives the same numbers; every answer is scored. */
    Answering with(Decoder other) {
        return new Answering(other, vocabulary, answers, list, description, captions, 0);
    }

    /** The most work that a question can be: reading it, the first step of its answer, the answers, and captions as evidence. */
    DecodingWork work(QuestionText question, AnswerOptions options) {
        DecodingWork reading =
                DecodingWork.ofSentences(List.of(question.words())).plus(new DecodingWork(1, 1));
        if (options.free()) {
            long rows = Math.max(BEAM, options.top());
            return reading.plus(new DecodingWork(MOST_WORDS + 1L, rows * (MOST_WORDS + 1)));
        }
        AnswerChoices choices = options.choices();
        return reading.plus(choices == null ? list.work() : DecodingWork.ofSentences(choices.words()))
                .plus(evidence.work(question));
    }

    /** The closed list. */
    public List<String> list() {
        return answers;
    }

    /** The log-probability of each answer of the list, for each question; all are scored together. */
    public List<double[]> logProbabilities(List<EncodedPhoto> photos, List<QuestionText> questions) {
        return scoring.logProbabilities(states(photos, questions));
    }

    private List<DecoderState> states(List<EncodedPhoto> photos, List<QuestionText> questions) {
        return read(photos, questions).stream().map(Decoder.Asked::state).toList();
    }

    private List<Decoder.Asked> read(List<EncodedPhoto> photos, List<QuestionText> questions) {
        return decoder.ask(
                photos,
                questions.stream().map(question -> ids(question.words())).toList());
    }

    private int[] ids(List<String> words) {
        return ids(words, vocabulary);
    }

    private static int[] ids(List<String> words, Vocabulary vocabulary) {
        return words.stream().mapToInt(vocabulary::id).toArray();
    }

    /** Replies to questions, one about each photo. The questions are read together; each gets the same reply, bit for bit, as alone. */
    List<Reply> reply(List<EncodedPhoto> photos, List<QuestionText> questions, AnswerOptions options) {
        List<Decoder.Asked> asked = read(photos, questions);
        CaptionEvidence.Photos captioned = evidence.ofPhotos();
        return IntStream.range(0, photos.size())
                .mapToObj(i -> reply(asked.get(i), photos.get(i), questions.get(i), options, captioned))
                .toList();
    }

    /** The best answer of the list to each question. */
    public List<Answer> best(List<EncodedPhoto> photos, List<QuestionText> questions) {
        List<double[]> logProbabilities = logProbabilities(photos, questions);
        CaptionEvidence.Photos captioned = evidence.ofPhotos();
        return IntStream.range(0, questions.size())
                .mapToObj(i -> ranked(
                                questions.get(i),
                                logProbabilities.get(i),
                                yes < 0 ? 0 : captioned.forYes(photos.get(i), questions.get(i)))
                        .get(0))
                .toList();
    }

    /** The best answer of the list by the network alone, without the evidence of captions: what golden answers record. */
    public List<Answer> bestOfNetwork(List<EncodedPhoto> photos, List<QuestionText> questions) {
        List<double[]> scores = logProbabilities(photos, questions);
        return IntStream.range(0, questions.size())
                .mapToObj(i -> ranked(answers, temperatureOf(questions.get(i)), scores.get(i), scores.get(i))
                        .get(0))
                .toList();
    }

    private double temperatureOf(QuestionText question) {
        return description.temperatureOf(question.text());
    }

    /** The texts of the best answers, found without scoring the whole list where captions are no evidence. */
    public List<String> bestTexts(List<EncodedPhoto> photos, List<QuestionText> questions) {
        List<DecoderState> states = states(photos, questions);
        int[] best = scoring.best(states);
        CaptionEvidence.Photos captioned = evidence.ofPhotos();
        return IntStream.range(0, best.length)
                .mapToObj(i -> {
                    double forYes = yes < 0 || best[i] == yes ? 0 : captioned.forYes(photos.get(i), questions.get(i));
                    return forYes == 0
                            ? answers.get(best[i])
                            : ranked(questions.get(i), scoring.logProbabilities(states.get(i)), forYes)
                                    .get(0)
                                    .text();
                })
                .toList();
    }

    private Reply reply(
            Decoder.Asked asked,
            EncodedPhoto photo,
            QuestionText question,
            AnswerOptions options,
            CaptionEvidence.Photos captioned) {
        int grid = photo.grid();
        List<Answer> ranked = rank(asked, photo, question, options, captioned);
        Decoder.Step first = decoder.step(asked.state(), new int[] {0}, new int[] {Vocabulary.START});
        List<List<String>> choices =
                options.choices() == null ? List.of() : options.choices().words();
        Optional<Abstention> abstention = Abstention.fromReading(question, vocabulary)
                .or(() -> options.choices() == null && ranked.get(0).probability() < description.abstainBelow()
                        ? Optional.of(Abstention.LOW_CONFIDENCE)
                        : Optional.empty());
        return new Reply(
                question.text(),
                QuestionKind.of(question.text()),
                ranked.subList(0, Math.min(options.top(), ranked.size())),
                abstention.isPresent(),
                abstention,
                Stream.concat(Stream.of(question.words()), choices.stream())
                        .flatMap(Collection::stream)
                        .filter(word -> !vocabulary.contains(word))
                        .distinct()
                        .toList(),
                question.words().stream().noneMatch(vocabulary::contains),
                AttentionMap.of(first.attention()[0], grid),
                Arrays.stream(asked.hops())
                        .map(hop -> AttentionMap.of(hop, grid))
                        .toList());
    }

    private List<Answer> rank(
            Decoder.Asked asked,
            EncodedPhoto photo,
            QuestionText question,
            AnswerOptions options,
            CaptionEvidence.Photos captioned) {
        if (options.free()) {
            return freely(asked, options.top());
        }
        AnswerChoices choices = options.choices();
        return choices == null
                ? ranked(
                        question,
                        scoring.logProbabilities(asked.state()),
                        yes < 0 ? 0 : captioned.forYes(photo, question))
                : among(asked, photo, question, choices, captioned);
    }

    /** The list ranked by the network's log-probabilities and the evidence of captions. */
    private List<Answer> ranked(QuestionText question, double[] logProbabilities, double forYes) {
        double[] scores = logProbabilities.clone();
        if (yes >= 0) {
            scores[yes] += forYes;
        }
        return ranked(answers, temperatureOf(question), scores, logProbabilities);
    }

    /** Best score first, of equal ones the first in the list; their shares are those that the scores have. */
    private static List<Answer> ranked(
            List<String> texts, double temperature, double[] scores, double[] logProbabilities) {
        double[] shares = AnswerScoring.probabilities(scores, temperature);
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .map(i -> new Answer(texts.get(i), shares[i], logProbabilities[i]))
                .toList();
    }

    /**
     * Choices are compared by their log-probability a word, the end counting as one, or longer ones could never win. The order in
     * which they are given makes no difference: they are brought into that of their texts first.
     */
    private List<Answer> among(
            Decoder.Asked asked,
            EncodedPhoto photo,
            QuestionText question,
            AnswerChoices choices,
            CaptionEvidence.Photos captioned) {
        SortedMap<String, List<Integer>> idsOf = new TreeMap<>();
        for (int i = 0; i < choices.texts().size(); i++) {
            idsOf.put(
                    choices.texts().get(i),
                    Arrays.stream(ids(choices.words().get(i))).boxed().toList());
        }
        List<Sentence> scored = generator.score(asked.state(), List.copyOf(idsOf.values()));
        double[] scores = scored.stream()
                .mapToDouble(sentence ->
                        sentence.logProbability() / (sentence.words().size() + 1))
                .toArray();
        int yesChoice = List.copyOf(idsOf.values()).indexOf(List.of(vocabulary.id(YES)));
        if (yesChoice >= 0 && vocabulary.contains(YES)) {
            scores[yesChoice] += captioned.forYes(photo, question) / 2; // one word and the end
        }
        return ranked(
                List.copyOf(idsOf.keySet()),
                temperatureOf(question),
                scores,
                scored.stream().mapToDouble(Sentence::logProbability).toArray());
    }

    /** The most probable answers that a beam search finds, each with the probability of ending there, also at the last word. */
    private List<Answer> freely(Decoder.Asked asked, int top) {
        DecodingOptions options = DecodingOptions.of(new Strategy.Beam(BEAM, 0, 1, 0))
                .withBest(top)
                .with(Repetition.ALLOWED)
                .with(Constraints.NONE.ofLength(1, MOST_WORDS));
        List<List<Integer>> found = generator.generate(asked.state(), new DecodingPlan(options, vocabulary)).stream()
                .map(Sentence::ids)
                .toList();
        return generator.score(asked.state(), found).stream()
                .map(sentence -> new Answer(
                        String.join(
                                " ",
                                sentence.ids().stream().map(vocabulary::token).toList()),
                        Math.exp(sentence.logProbability()),
                        sentence.logProbability()))
                .sorted(Comparator.comparingDouble(Answer::logProbability).reversed())
                .toList();
    }
}
