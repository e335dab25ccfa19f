package dev.captioner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.Sentence;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.decode.Strategy;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.RandomNetworks;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionKind;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsweringTest {
    private static final int GRID = 3;
    private static final Vocabulary VOCABULARY = Vocabulary.ofWords(List.of(
            "what", "is", "the", "color", "of", "dog", "cat", "red", "white", "and", "yes", "no", "two", "on",
            "grass"));
    private static final NetworkShape SHAPE =
            new NetworkShape(6, 8, 8, VOCABULARY.size(), 2, NetworkShape.AttentionKind.DOT, 2);
    private static final List<String> ANSWERS =
            List.of("yes", "red", "red and white", "no", "dog", "on the grass", "two", "red dog", "the cat", "white");
    private static final List<QuestionText> QUESTIONS = List.of(
            QuestionText.of("What is the color of the dog?"),
            QuestionText.of("Is the cat on the grass?"),
            QuestionText.of("What?"),
            QuestionText.of("quokka numbat"),
            QuestionText.of("the dog the dog the dog and the red quokka"));

    private static final DecodingOptions CAPTIONS = DecodingOptions.of(new Strategy.Beam(5, 0.7, 1, 0));

    private final Decoder decoder = new JavaDecoder(SHAPE, weights());

    private static Weights weights() {
        Weights weights = RandomNetworks.weights(SHAPE, 3);
        weights.get("output.bias").values()[Vocabulary.END] += 4; // so that many answers come to an end
        return weights;
    }

    private Answering answering(AnsweringDescription description) {
        return new Answering(decoder, VOCABULARY, ANSWERS, description, CAPTIONS);
    }

    private Answering answering() {
        return answering(AnsweringDescription.UNCALIBRATED);
    }

    private EncodedPhoto photo(int number) {
        return decoder.look(RandomNetworks.photo(GRID, SHAPE.channels(), number));
    }

    private Reply ask(Answering answering, AnswerOptions options) {
        return answering
                .reply(List.of(photo(1)), List.of(QUESTIONS.get(0)), options)
                .get(0);
    }

    private static AnswerOptions all() {
        return AnswerOptions.DEFAULT.withTop(ANSWERS.size());
    }

    private static List<Integer> ids(String text) {
        return Arrays.stream(text.split(" ")).map(VOCABULARY::id).toList();
    }

    /** By reading each text along with what the network expects, apart from any list or tree. */
    private Map<String, Sentence> exact(List<String> texts) {
        DecoderState asked = decoder.ask(
                        List.of(photo(1)),
                        List.of(QUESTIONS.get(0).words().stream()
                                .mapToInt(VOCABULARY::id)
                                .toArray()))
                .get(0)
                .state();
        return texts.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        text -> new SentenceGenerator(decoder)
                                .score(asked, List.of(ids(text)))
                                .get(0)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void theListHasTheSoftmaxOfItsExactLogProbabilitiesOverTheTemperature(double temperature) {
        List<Answer> answers =
                ask(answering(new AnsweringDescription(temperature, 0)), all()).answers();

        Map<String, Sentence> exact = exact(ANSWERS);
        double whole = exact.values().stream()
                .mapToDouble(sentence -> Math.exp(sentence.logProbability() / temperature))
                .sum();
        assertThat(answers).extracting(Answer::text).containsExactlyInAnyOrderElementsOf(ANSWERS);
        double sum = 0;
        for (Answer answer : answers) {
            double logProbability = requireNonNull(exact.get(answer.text())).logProbability();
            assertThat(answer.logProbability()).isEqualTo(logProbability);
            assertThat(answer.probability()).isCloseTo(Math.exp(logProbability / temperature) / whole, within(1e-9));
            sum += answer.probability();
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(answers)
                .isSortedAccordingTo((one, another) -> Double.compare(another.logProbability(), one.logProbability()));
    }

    @Test
    void theBestAreTheFirstOfAll() {
        List<Answer> answers = ask(answering(), all()).answers();

        for (int top = 1; top <= ANSWERS.size(); top++) {
            assertThat(ask(answering(), all().withTop(top)).answers()).isEqualTo(answers.subList(0, top));
        }
        assertThat(ask(answering(), all().withTop(1000)).answers()).isEqualTo(answers);
        assertThat(answering().best(List.of(photo(1)), List.of(QUESTIONS.get(0))))
                .containsExactly(answers.get(0));
    }

    @Test
    void abstainsWhenTheBestAnswerIsBelowTheThreshold() {
        Answer best = ask(answering(), all()).best();

        assertThat(best.probability()).isLessThan(1);
        assertThat(ask(answering(new AnsweringDescription(1, best.probability())), all())
                        .abstained())
                .isFalse();
        assertThat(ask(answering(new AnsweringDescription(1, Math.nextUp(best.probability()))), all())
                        .abstention())
                .contains(Abstention.LOW_CONFIDENCE);
        assertThat(ask(answering(), all()).abstained()).isFalse();
    }

    @Test
    void aGroupOfQuestionsHasItsOwnTemperature() {
        QuestionText presence = QuestionText.of("is there a dog?");
        QuestionText colour = QuestionText.of("what color is it?");
        AnsweringDescription own = new AnsweringDescription(1, Optional.of(new TreeMap<>(Map.of("presence", 3.0))), 0);
        List<EncodedPhoto> photos = List.of(photo(1), photo(1));
        List<QuestionText> questions = List.of(presence, colour);

        List<Answer> asPresence = answering(new AnsweringDescription(3, 0))
                .reply(photos, questions, all())
                .get(0)
                .answers();
        List<Answer> asOther = answering(new AnsweringDescription(1, 0))
                .reply(photos, questions, all())
                .get(1)
                .answers();

        assertThat(answering(own).reply(photos, questions, all()))
                .extracting(Reply::answers)
                .containsExactly(asPresence, asOther);
        assertThat(answering(own).best(photos, questions)).containsExactly(asPresence.get(0), asOther.get(0));
    }

    @Test
    void neverAbstainsAmongChoices() {
        AnswerOptions choices = AnswerOptions.among(AnswerChoices.of(List.of("dog", "cat")));

        assertThat(ask(answering(new AnsweringDescription(1, 1)), choices).abstained())
                .isFalse();
        assertThat(ask(answering(new AnsweringDescription(1, 1)), all()).abstained())
                .isTrue();
    }

    @Test
    void choicesInAnyOrderHaveTheSameRankingByLogProbabilityAWord() {
        List<String> choices = new ArrayList<>(List.of("red and white dog", "no", "grass", "the dog is on the grass"));
        Reply reply = ask(answering(), AnswerOptions.among(AnswerChoices.of(choices)));

        Map<String, Sentence> exact = exact(choices);
        assertThat(reply.answers()).hasSize(4);
        double whole =
                choices.stream().mapToDouble(choice -> share(exact, choice)).sum();
        for (Answer answer : reply.answers()) {
            assertThat(answer.logProbability())
                    .isEqualTo(requireNonNull(exact.get(answer.text())).logProbability());
            assertThat(answer.probability()).isCloseTo(share(exact, answer.text()) / whole, within(1e-9));
        }
        assertThat(reply.answers())
                .isSortedAccordingTo((one, another) -> Double.compare(another.probability(), one.probability()));
        for (int trial = 0; trial < 10; trial++) {
            Collections.shuffle(choices, new Random(trial));
            assertThat(ask(answering(), AnswerOptions.among(AnswerChoices.of(choices)))
                            .answers())
                    .isEqualTo(reply.answers());
        }
    }

    /** exp of the mean log-probability, the end counting as a word. */
    private static double share(Map<String, Sentence> exact, String choice) {
        return Math.exp(requireNonNull(exact.get(choice)).logProbability() / (choice.split(" ").length + 1));
    }

    @Test
    void choicesThatTheModelCannotTellApartShareEvenlyAndItsUnknownWordsAreNamed() {
        AnswerChoices choices = AnswerChoices.of(List.of("Wombat", "dog", "numbat"));

        Reply reply = ask(answering(), AnswerOptions.among(choices));

        Map<String, Double> shares =
                reply.answers().stream().collect(Collectors.toMap(Answer::text, Answer::probability));
        assertThat(shares.get("Wombat")).isEqualTo(shares.get("numbat"));
        assertThat(reply.answers())
                .extracting(Answer::text)
                .filteredOn(text -> !text.equals("dog"))
                .containsExactly("Wombat", "numbat");
        assertThat(reply.unknownWords()).containsExactly("wombat", "numbat");
        assertThat(reply.fromPhotoAlone()).isFalse();
    }

    @Test
    void freeAnswersHaveTheirExactProbabilityMostProbableFirst() {
        List<Answer> answers =
                ask(answering(), new AnswerOptions(20, null, true)).answers();

        assertThat(answers).hasSize(20).doesNotHaveDuplicates();
        Map<String, Sentence> exact = exact(answers.stream().map(Answer::text).toList());
        for (Answer answer : answers) {
            assertThat(answer.text().split(" ")).hasSizeBetween(1, 8);
            assertThat(answer.logProbability())
                    .isEqualTo(requireNonNull(exact.get(answer.text())).logProbability());
            assertThat(answer.probability()).isEqualTo(Math.exp(answer.logProbability()));
        }
        assertThat(answers)
                .isSortedAccordingTo((one, another) -> Double.compare(another.logProbability(), one.logProbability()));
    }

    @Test
    void aReplySaysWhatWasAskedAndWhatWasLookedAt() {
        Reply reply = ask(answering(), AnswerOptions.DEFAULT);

        assertThat(reply.question()).isEqualTo("What is the color of the dog?");
        assertThat(reply.kind()).isEqualTo(QuestionKind.COLOUR);
        assertThat(reply.unknownWords()).isEmpty();
        assertThat(reply.hops()).hasSize(2);
        for (AttentionMap look :
                List.of(reply.attention(), reply.hops().get(0), reply.hops().get(1))) {
            assertThat(look.photo()).hasDimensions(GRID, GRID);
            assertThat(look.question()).hasSize(7);
            double words = 0;
            for (float share : look.question()) {
                words += share;
            }
            assertThat(look.shareOfPhoto()).isPositive();
            assertThat(look.shareOfPhoto() + words).isCloseTo(1, within(1e-5));
        }
        float[] attention =
                requireNonNull(exact(List.of("dog")).get("dog")).words().get(0).attention();
        assertThat(reply.attention().photo()[1][2]).isEqualTo(attention[GRID + 2]);
        assertThat(reply.attention().question()[6]).isEqualTo(attention[GRID * GRID + 6]);
    }

    @Test
    void aThingThatACaptionNamesIsMoreProbablyThere() {
        QuestionText question = QuestionText.of("Is there a dog?");
        DecodingPlan plan = new DecodingPlan(CAPTIONS.withBest(5), VOCABULARY);
        AnswerOptions yesOrNo = AnswerOptions.among("no", "yes");
        Set<Boolean> seen = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            EncodedPhoto photo = photo(i);
            boolean named = new SentenceGenerator(decoder)
                    .generate(photo, plan).stream()
                            .anyMatch(sentence -> sentence.ids().contains(VOCABULARY.id("dog")));
            seen.add(named);
            double added = named ? 2.4 : 0;
            Reply reply =
                    answering().reply(List.of(photo), List.of(question), all()).get(0);

            Map<String, Answer> byText =
                    reply.answers().stream().collect(Collectors.toMap(Answer::text, Function.identity()));
            Answer yes = requireNonNull(byText.get("yes"));
            Answer no = requireNonNull(byText.get("no"));
            double logProbability = yes.logProbability() - no.logProbability();
            assertThat(Math.log(yes.probability() / no.probability())).isCloseTo(logProbability + added, within(1e-6));
            assertThat(answering().best(List.of(photo), List.of(question))).containsExactly(reply.best());
            assertThat(answering().bestTexts(List.of(photo), List.of(question)))
                    .containsExactly(reply.best().text());
            List<Answer> chosen = answering()
                    .reply(List.of(photo), List.of(question), yesOrNo)
                    .get(0)
                    .answers();
            assertThat(chosen.get(0).text()).isEqualTo(logProbability + added > 0 ? "yes" : "no");
        }
        assertThat(seen).containsExactlyInAnyOrder(true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the color of the dog? Answer the question using a single word or phrase.",
                "Question: What is the color of the dog? Short answer:",
                "<image>\nUSER: What is the color of the dog?\nASSISTANT:",
                "Please tell me: What is the color of the dog?"
            })
    void instructionsAroundAQuestionDoNotChangeABitOfTheReply(String wrapped) {
        for (AnswerOptions options :
                List.of(all(), AnswerOptions.among(AnswerChoices.of(List.of("red", "dog"))), AnswerOptions.freely())) {
            Reply reply = answering()
                    .reply(List.of(photo(1)), List.of(QuestionText.of(wrapped)), options)
                    .get(0);

            assertThat(numbers(reply)).isEqualTo(numbers(ask(answering(), options)));
            assertThat(reply.question()).isEqualTo("What is the color of the dog?");
        }
    }

    @Test
    void abstainsFromAQuestionThatItDoesNotUnderstandHoweverItAnswers() {
        for (AnswerOptions options :
                List.of(all(), AnswerOptions.among(AnswerChoices.of(List.of("red", "dog"))), AnswerOptions.freely())) {
            Reply foreign = answering()
                    .reply(List.of(photo(1)), List.of(QUESTIONS.get(3)), options)
                    .get(0);
            Reply unknown = answering()
                    .reply(List.of(photo(1)), List.of(QuestionText.of("is the quokka on the numbat?")), options)
                    .get(0);

            assertThat(foreign.abstained()).isTrue();
            assertThat(foreign.abstention()).contains(Abstention.UNKNOWN_LANGUAGE);
            assertThat(unknown.abstention()).contains(Abstention.UNKNOWN_WORDS);
            assertThat(ask(answering(), options).abstention()).isEmpty();
        }
    }

    @Test
    void aQuestionOfUnknownWordsOnlyIsAnsweredFromThePhotoAlone() {
        Reply reply = answering()
                .reply(List.of(photo(1)), List.of(QUESTIONS.get(3)), AnswerOptions.DEFAULT)
                .get(0);

        assertThat(reply.unknownWords()).containsExactly("quokka", "numbat");
        assertThat(reply.fromPhotoAlone()).isTrue();
        assertThat(reply.answers()).hasSize(5);
    }

    @Test
    void questionsReadWithOthersOrByManyThreadsGetTheBitsThatEachGetsAlone() {
        List<EncodedPhoto> photos = new ArrayList<>();
        List<QuestionText> questions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            photos.add(photo(i % 7));
            questions.add(QUESTIONS.get(i % QUESTIONS.size()));
        }
        Answering answering = answering();
        List<String> alone = IntStream.range(0, photos.size())
                .mapToObj(i -> numbers(answering
                        .reply(List.of(photos.get(i)), List.of(questions.get(i)), all())
                        .get(0)))
                .toList();

        List<String> together = answering.reply(photos, questions, all()).stream()
                .map(AnsweringTest::numbers)
                .toList();
        List<String> threads = IntStream.range(0, photos.size())
                .parallel()
                .mapToObj(i -> numbers(answering
                        .reply(List.of(photos.get(i)), List.of(questions.get(i)), all())
                        .get(0)))
                .toList();

        assertThat(together).isEqualTo(alone);
        assertThat(threads).isEqualTo(alone);
        assertThat(new HashSet<>(alone)).hasSize(35);
    }

    private static String numbers(Reply reply) {
        StringBuilder numbers = new StringBuilder();
        numbers.append(reply.question()).append(reply.answers());
        List<AttentionMap> looks = new ArrayList<>(reply.hops());
        looks.add(reply.attention());
        for (AttentionMap look : looks) {
            numbers.append(Arrays.deepToString(look.photo())).append(Arrays.toString(look.question()));
        }
        return numbers.toString();
    }

    @Test
    void whatIsNegligibleHasNoShare() {
        List<Answer> complete = ask(answering(), all()).answers();
        List<Answer> quick = ask(answering().upTo(0.05), all()).answers();

        Map<String, Answer> left = quick.stream().collect(Collectors.toMap(Answer::text, Function.identity()));
        double lost = 0;
        for (Answer answer : complete) {
            if (requireNonNull(left.get(answer.text())).probability() == 0) {
                lost += Math.exp(answer.logProbability());
            } else {
                assertThat(requireNonNull(left.get(answer.text())).logProbability())
                        .isEqualTo(answer.logProbability());
            }
        }
        assertThat(lost).isLessThan(0.05);
    }

    @Test
    void answersThatTheVocabularyCannotTellApartAreRejected() {
        assertThatThrownBy(() -> new Answering(
                        decoder,
                        VOCABULARY,
                        List.of("dog", "wombat", "numbat"),
                        AnsweringDescription.UNCALIBRATED,
                        CAPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("answers 1 and 2 have the same words");
    }

    @Test
    void optionsThatDoNotGoTogetherAreRejected() {
        AnswerChoices choices = AnswerChoices.of(List.of("dog", "cat"));

        assertThat(AnswerOptions.among("dog", "cat")).isEqualTo(AnswerOptions.among(choices));
        assertThat(AnswerOptions.freely().withTop(3)).isEqualTo(new AnswerOptions(3, null, true));
        assertThatThrownBy(() -> AnswerOptions.DEFAULT.withTop(0))
                .hasMessage("expected at least 1 answer to give, found 0");
        assertThatThrownBy(() -> new AnswerOptions(1, choices, true))
                .hasMessage("a free answer has no choices; ask for one or the other");
        assertThatThrownBy(() -> new AnswerOptions(101, null, true))
                .hasMessage("at most 100 free answers can be asked for, found 101");
        assertThat(new AnswerOptions(101, null, false).top()).isEqualTo(101);
    }
}
