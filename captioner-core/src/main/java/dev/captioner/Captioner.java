package dev.captioner;

import dev.captioner.api.Internal;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.decode.DecodingWork;
import dev.captioner.decode.JointDecoding;
import dev.captioner.decode.OptionException;
import dev.captioner.decode.Sentence;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Encoders;
import dev.captioner.encode.EncodingOutcome.RejectedPhoto;
import dev.captioner.encode.EncodingPipeline;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.math.Weight;
import dev.captioner.model.Decoder;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.SlicedDecoder;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.QuestionException;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A loaded model: captions photos, answers questions about them and scores sentences. Safe for use by many threads at once.
 *
 * <pre>{@code
 * try (Captioner captioner = Captioner.load(Path.of("pretrained/captions"))) {
 *     Photo photo = Photo.read(Path.of("samples/chelsea.jpg"));
 *     System.out.println(captioner.caption(photo).text());
 * }
 * }</pre>
 *
 * <p>The same model, photo and options give the same captions and numbers, bit for bit, alone or together with others.
 */
public final class Captioner implements AutoCloseable {
    /** Branches of the answer list whose answers together have less probability are pruned when many questions are asked. */
    private static final double NEGLIGIBLE = 3e-3;

    private final Encoder encoder;
    private final Decoder decoder;
    private final SentenceGenerator generator;
    private final Vocabulary vocabulary;
    private final DecodingOptions defaults;
    private final @Nullable Answering answering;

    /**
     * A captioner put together from its parts.
     *
     * @param encoder closed with the captioner
     * @param defaults options used where none are given
     */
    @Internal
    public Captioner(Encoder encoder, Decoder decoder, Vocabulary vocabulary, DecodingOptions defaults) {
        this(encoder, decoder, vocabulary, defaults, null);
    }

    private Captioner(
            Encoder encoder,
            Decoder decoder,
            Vocabulary vocabulary,
            DecodingOptions defaults,
            @Nullable Answering answering) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.generator = new SentenceGenerator(decoder);
        this.vocabulary = vocabulary;
        this.defaults = defaults;
        this.answering = answering;
    }

    /**
     * The captioner of a model folder.
     *
     * @throws ModelException when the folder is damaged or not a model folder
     */
    public static Captioner load(Path modelFolder) {
        return of(ModelFolder.read(modelFolder));
    }

    /**
     * Loads native libraries and has the virtual machine compile what it will need: what {@link #load} and the first captions wait
     * for otherwise. For a process that starts and has other things to do meanwhile; safe beside {@link #load}.
     */
    public static void preload() {
        Encoders.preload();
        Weight.warmUp();
    }

    /**
     * The captioner of a model folder that has been read.
     *
     * @throws ModelException when its tensors are not those of its network, or its encoder cannot be opened
     */
    public static Captioner of(ModelFolder folder) {
        Decoder decoder = decoder(folder);
        Answering answering = answering(folder, decoder);
        return new Captioner( // the encoder last, because it must be closed if a later step fails
                Encoders.open(folder.description().encoder(), folder.encoderFolder()),
                decoder,
                folder.vocabulary(),
                DecodingOptions.of(folder.description().decoding()),
                answering);
    }

    private static @Nullable Answering answering(ModelFolder folder, Decoder decoder) {
        AnsweringDescription description = folder.description().answering().orElse(null);
        if (description == null) {
            return null;
        }
        try {
            return new Answering(
                    decoder,
                    folder.vocabulary(),
                    folder.answers(),
                    description,
                    DecodingOptions.of(folder.description().decoding()));
        } catch (IllegalArgumentException e) {
            throw new ModelException("the answer list does not fit the vocabulary: " + e.getMessage(), e);
        }
    }

    private static Decoder decoder(ModelFolder folder) {
        try {
            NetworkShape shape = NetworkShape.of(folder.description().network());
            return new JavaDecoder(shape, Weights.of(shape, folder.weights().tensors()));
        } catch (IllegalArgumentException e) {
            throw new ModelException(ModelFolder.WEIGHTS + " does not fit the network: " + e.getMessage(), e);
        }
    }

    /** The model's own options. */
    public DecodingOptions defaults() {
        return defaults;
    }

    /** The best caption under the model's own options. */
    public Caption caption(Photo photo) {
        return caption(photo, defaults);
    }

    /**
     * The best caption.
     *
     * @throws ConstraintException when no caption can satisfy the constraints, with the reason
     */
    public Caption caption(Photo photo, DecodingOptions options) {
        return captions(photo, options).get(0);
    }

    /**
     * The n best captions, best first: as many as the options ask for, or all that there are when these are fewer; at least one.
     *
     * @throws ConstraintException when no caption can satisfy the constraints, with the reason
     */
    public List<Caption> captions(Photo photo, DecodingOptions options) {
        return captions(look(photo), plan(options));
    }

    /**
     * The n best captions of a photo that this captioner has encoded, best first: as many as the options ask for, or all that there are
     * when these are fewer; at least one.
     *
     * @throws ConstraintException when no caption can satisfy the constraints, with the reason
     */
    public List<Caption> captions(EncodedPhoto photo, DecodingOptions options) {
        return captions(photo, plan(options));
    }

    private List<Caption> captions(EncodedPhoto photo, DecodingPlan plan) {
        return Caption.of(generator.generate(photo, plan), vocabulary, photo.grid());
    }

    /**
     * The best caption of each photo under the model's own options, in the order of the photos. The photos are captioned together,
     * which is faster; each gets the same caption, bit for bit, as alone.
     */
    public List<Caption> captionAll(List<Photo> photos) {
        return captionAll(photos, defaults);
    }

    /**
     * The best caption of each photo, in the order of the photos. The photos are captioned together, which is faster; each gets the
     * same caption, bit for bit, as alone. {@link #captionEach} gives the n best, and opens photos as they are needed.
     *
     * @throws ConstraintException when no caption can satisfy the constraints, with the reason
     */
    public List<Caption> captionAll(List<Photo> photos, DecodingOptions options) {
        List<Caption> all = new ArrayList<>();
        captionEach(photos, Function.identity(), options, (photo, captions) -> all.add(captions.get(0)));
        return all;
    }

    /**
     * Captions any number of photos together. Each gets the same captions, bit for bit, as alone. Photos that cannot be read do not
     * affect the others. When this method returns or throws, no thread works on a photo any more.
     *
     * @param sources what photos come from, such as files; iterated over on another thread, a few photos ahead
     * @param open opens and decodes the photo of a source; called by several threads at once
     * @param sink receives the result of each source, in their order, on the calling thread
     * @throws ConstraintException when no caption can keep to the constraints, with the reason
     * @throws CancellationException when the calling thread is interrupted; its interrupt status is set
     * @throws RuntimeException or an {@link Error}: the first that {@code sources}, {@code open} or {@code sink} threw, other than
     *     a {@link PhotoException} of {@code open}, or what made captioning a photo fail; results that have not been delivered are
     *     lost
     */
    public <S> void captionEach(
            Iterable<S> sources, Function<S, Photo> open, DecodingOptions options, CaptionSink<S> sink) {
        DecodingPlan plan = plan(options);
        OrderedCaptions<S> captions = new OrderedCaptions<>(newBatch(), plan, sink);
        try (EncodingPipeline<S, EncodedPhoto> pipeline =
                EncodingPipeline.start(sources, source -> look(open.apply(source)))) {
            pipeline.forEach(outcome -> {
                if (outcome instanceof RejectedPhoto<S, EncodedPhoto> rejected) {
                    captions.reject(rejected.source(), rejected.problem());
                } else {
                    captions.add(outcome.source(), outcome.get());
                }
            });
        }
        captions.finish();
    }

    /**
     * The exact log-probabilities of sentences for a photo, in the order given; in the model's own style, if it has styles.
     *
     * @throws IllegalArgumentException when a sentence has no words
     */
    public List<ScoredCaption> score(Photo photo, List<String> sentences) {
        return score(look(photo), sentences);
    }

    /**
     * The exact log-probabilities of sentences for a photo that this captioner has encoded, in the order given; in the model's own
     * style, if it has styles.
     *
     * @throws IllegalArgumentException when a sentence has no words
     */
    public List<ScoredCaption> score(EncodedPhoto photo, List<String> sentences) {
        List<List<String>> given = sentences.stream().map(Captioner::words).toList();
        List<Sentence> scored = generator.score(
                photo,
                given.stream()
                        .map(words -> words.stream().map(vocabulary::id).toList())
                        .toList(),
                vocabulary.start(defaults.style()));
        List<ScoredCaption> captions = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            List<String> words = given.get(i);
            captions.add(new ScoredCaption(
                    Caption.of(scored.get(i), words, photo.grid()),
                    words.stream().filter(word -> !vocabulary.contains(word)).toList()));
        }
        return captions;
    }

    /** Whether the model answers questions. */
    public boolean canAnswer() {
        return answering != null;
    }

    /**
     * Answers a question about a photo with the five best answers of the model's list.
     *
     * @throws QuestionException when the question is empty, has no letter or is longer than 500 characters
     * @throws IllegalStateException when the model only captions
     */
    public Reply ask(Photo photo, String question) {
        return ask(photo, question, AnswerOptions.DEFAULT);
    }

    /**
     * Answers a question about a photo.
     *
     * @return the answers, best first: at most as many as the options ask for
     * @throws QuestionException when the question is empty, has no letter or is longer than 500 characters
     * @throws IllegalStateException when the model only captions
     */
    public Reply ask(Photo photo, String question, AnswerOptions options) {
        QuestionText text = QuestionText.of(question);
        return ask(look(photo), text, options);
    }

    /**
     * Answers a question about a photo that this captioner has encoded.
     *
     * @return the answers, best first: at most as many as the options ask for
     * @throws QuestionException when the question is empty, has no letter or is longer than 500 characters
     * @throws IllegalStateException when the model only captions
     */
    public Reply ask(EncodedPhoto photo, String question, AnswerOptions options) {
        return ask(photo, QuestionText.of(question), options);
    }

    /**
     * Answers a question, checked beforehand, about a photo that this captioner has encoded.
     *
     * @return the answers, best first: at most as many as the options ask for
     * @throws IllegalStateException when the model only captions
     */
    public Reply ask(EncodedPhoto photo, QuestionText question, AnswerOptions options) {
        return answering().reply(List.of(photo), List.of(question), options).get(0);
    }

    /**
     * Asks each question about each photo, on all cores. Each reply is the same, bit for bit, as that of {@link #ask} for one photo and
     * one question.
     *
     * @return for each photo, in order, the replies to the questions, in order
     * @throws QuestionException when a question is empty, has no letter or is longer than 500 characters
     * @throws IllegalStateException when the model only captions
     */
    public List<List<Reply>> askAll(List<Photo> photos, List<String> questions) {
        return askAll(photos, questions, AnswerOptions.DEFAULT);
    }

    /**
     * Asks each question about each photo, on all cores. Each reply is the same, bit for bit, as that of {@link #ask} for one photo and
     * one question.
     *
     * @return for each photo, in order, the replies to the questions, in order
     * @throws QuestionException when a question is empty, has no letter or is longer than 500 characters
     * @throws IllegalStateException when the model only captions
     */
    public List<List<Reply>> askAll(List<Photo> photos, List<String> questions, AnswerOptions options) {
        List<QuestionText> texts = questions.stream().map(QuestionText::of).toList();
        List<List<Reply>> all = new ArrayList<>();
        try (EncodingPipeline<Photo, List<Reply>> pipeline =
                EncodingPipeline.start(photos, photo -> askAll(look(photo), texts, options))) {
            pipeline.forEach(outcome -> all.add(outcome.get()));
        }
        return all;
    }

    private List<Reply> askAll(EncodedPhoto photo, List<QuestionText> questions, AnswerOptions options) {
        return questions.stream().map(question -> ask(photo, question, options)).toList();
    }

    /**
     * Encodes a photo and projects its regions into the space of the words. This is most of the work of a caption or an answer: encode
     * a photo once when several things are asked of it.
     *
     * @return for this captioner only
     */
    public EncodedPhoto look(Photo photo) {
        return decoder.look(encoder.encode(photo));
    }

    /** The encoded photo whose features are all zero. It gives the blind baseline: answers from the question alone. */
    public EncodedPhoto withheldPhoto() {
        return decoder.look(RegionFeatures.nothing(encoder.grid(), encoder.channels()));
    }

    /**
     * Options made ready for this model.
     *
     * @throws ConstraintException when no caption can keep to the constraints, with the reason
     */
    @Internal
    public DecodingPlan plan(DecodingOptions options) {
        return new DecodingPlan(options, vocabulary);
    }

    /**
     * The given options in place of the model's own, prepared for this model.
     *
     * @throws OptionException when options exclude each other
     * @throws ConstraintException when no caption can satisfy the constraints, with the reason
     */
    @Internal
    public DecodingPlan plan(DecodingRequest request) {
        return plan(request.over(defaults));
    }

    /** A batch of captions that are decoded together, with room for {@link JointDecoding#DEFAULT_CAPACITY} photos. */
    @Internal
    public CaptionBatch newBatch() {
        return newBatch(JointDecoding.DEFAULT_CAPACITY);
    }

    /**
     * A batch of captions that are decoded together.
     *
     * @param capacity most photos in flight, at least 1
     * @throws IllegalArgumentException when the capacity is less than 1
     */
    @Internal
    public CaptionBatch newBatch(int capacity) {
        return new CaptionBatch(decoder, vocabulary, capacity);
    }

    /**
     * Answers many questions at once and prunes branches of the answer list whose answers together have a probability below
     * {@value #NEGLIGIBLE}. The best answer and its log-probability are exact; pruned answers have a log-probability of -infinity.
     *
     * @throws IllegalStateException when the model only captions
     */
    @Internal
    public Answering prunedAnswering() {
        return answering().upTo(NEGLIGIBLE);
    }

    /**
     * This captioner with a decoder that divides its steps into slices. Encoder and weights are shared, so it is cheap to make, and
     * usable as long as this one has not been closed. It gives the same captions, answers and scores, bit for bit, and takes photos
     * that this one has encoded.
     *
     * @param pace is asked before each slice
     */
    @Internal
    public Captioner inSlices(SlicedDecoder.Pace pace) {
        Decoder sliced = new SlicedDecoder(decoder, pace);
        return new Captioner(encoder, sliced, vocabulary, defaults, answering == null ? null : answering.with(sliced));
    }

    /**
     * The most decoding that a question can take.
     *
     * @throws IllegalStateException when the model only captions
     */
    @Internal
    public DecodingWork work(QuestionText question, AnswerOptions options) {
        return answering().work(question, options);
    }

    private Answering answering() {
        if (answering == null) {
            throw new IllegalStateException("this model captions photos and answers no questions; use one that does");
        }
        return answering;
    }

    private static List<String> words(String sentence) {
        List<String> words = Tokeniser.words(sentence);
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sentence to score needs at least one word, found none in '" + sentence + "'");
        }
        return words;
    }

    /** Gives up the encoder's memory. The captioner cannot be used after it. */
    @Override
    public void close() {
        encoder.close();
    }
}
