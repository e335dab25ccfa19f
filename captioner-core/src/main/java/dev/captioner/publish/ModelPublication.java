package dev.captioner.publish;

import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.GoldenAnswer;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.Safetensors;
import dev.captioner.bundle.TrainingData;
import dev.captioner.image.PhotoReader;
import dev.captioner.math.Tensor;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.Weights;
import dev.captioner.text.QuestionText;
import dev.captioner.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model folder from the result of a training: half precision weights, a model card, and golden captions
 * computed with these weights.
 *
 * @param name short, for people and for logs
 * @param version of the model
 * @param trainingData what it was trained on
 * @param licence of the weights
 * @param command that trained it
 * @param encoder the frozen CNN
 * @param encoderFolder the folder of the encoder's files
 */
public record ModelPublication(
        String name,
        String version,
        List<TrainingData> trainingData,
        String licence,
        String command,
        EncoderDescription encoder,
        Path encoderFolder) {
    /** Copies the list. */
    public ModelPublication {
        trainingData = List.copyOf(trainingData);
    }

    /**
     * Writes the folder; an existing model folder is replaced.
     *
     * @param decoding defaults of the model
     * @param scores made with these defaults; may be empty
     * @param answering of a model that answers questions; null when it only captions
     * @param golden photos and questions of the golden captions and answers
     */
    public void write(
            Training.Result result,
            DecodingDescription decoding,
            @Nullable AnsweringDescription answering,
            List<PublishedScore> scores,
            GoldenSamples golden,
            Path folder) {
        ModelDescription description = new ModelDescription(
                name,
                version,
                result.shape().description(),
                encoder,
                decoding,
                Optional.ofNullable(answering),
                trainingData,
                licence,
                scores);
        ModelFolder model = new ModelFolder(
                description,
                result.vocabulary(),
                new Safetensors(tensors(result.weights()), Map.of()),
                encoderFolder,
                result.answers(),
                List.of(),
                List.of(),
                new ModelCard(this, result, scores).text());
        model.write(folder);
        if (!golden.photos().isEmpty()) {
            remember(model, golden, folder);
        }
    }

    private static List<GoldenAnswer> answers(
            Captioner captioner, String name, EncodedPhoto photo, List<String> questions) {
        List<Answer> found = captioner
                .prunedAnswering()
                .bestOfNetwork(
                        Collections.nCopies(questions.size(), photo),
                        questions.stream().map(QuestionText::of).toList());
        return IntStream.range(0, questions.size())
                .mapToObj(i -> new GoldenAnswer(
                        name,
                        questions.get(i),
                        found.get(i).text(),
                        found.get(i).logProbability()))
                .toList();
    }

    /** Golden captions and answers come from the written folder, whose weights are rounded to half precision. */
    private static void remember(ModelFolder model, GoldenSamples golden, Path folder) {
        List<GoldenCaption> captions = new ArrayList<>();
        List<GoldenAnswer> answers = new ArrayList<>();
        PhotoReader reader = new PhotoReader();
        try (Captioner captioner = Captioner.load(folder)) {
            for (String name : golden.photos()) {
                EncodedPhoto photo = captioner.look(reader.read(golden.home().resolve(name)));
                Caption caption =
                        captioner.captions(photo, captioner.defaults()).get(0);
                captions.add(new GoldenCaption(name, caption.text(), caption.logProbability()));
                if (captioner.canAnswer()) {
                    answers.addAll(answers(captioner, name, photo, golden.questions()));
                }
            }
        }
        new ModelFolder(
                        model.description(),
                        model.vocabulary(),
                        model.weights(),
                        model.encoderFolder(),
                        model.answers(),
                        captions,
                        answers,
                        model.card())
                .write(folder);
    }

    private static Map<String, Tensor> tensors(Weights weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.names().forEach(name -> tensors.put(name, weights.get(name)));
        return tensors;
    }
}
