package dev.captioner.cli.model;

import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.NetworkDescription;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.TrainingData;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.image.TrainingImageProfile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the description of a model. */
@Command(
        name = "show",
        description = "Prints the network, encoder, decoding options, training data and scores of a model.")
final class ModelShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "model folder")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "print one JSON object: the model's description")
    private boolean json;

    ModelShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ModelFolder model = ModelFolder.read(folder);
        if (json) {
            console.print(Json.line(model.description()));
        } else {
            show(model);
        }
        return CommandLine.ExitCode.OK;
    }

    private void show(ModelFolder model) {
        ModelDescription description = model.description();
        NetworkDescription network = description.network();
        row("model", description.name() + " " + description.version());
        row(
                "network",
                "%d layers of %d units, embedding %d, %s attention, %,d words, %,d parameters"
                        .formatted(
                                network.layers(),
                                network.units(),
                                network.embedding(),
                                network.attention().name().toLowerCase(Locale.ROOT),
                                network.vocabulary(),
                                parameters(model)));
        row(
                "encoder",
                "%s, %d pixels%s, %d x %d regions of %d"
                        .formatted(
                                description.encoder().kind(),
                                description.encoder().inputSize(),
                                profile(description.encoder().source()),
                                description.encoder().grid(),
                                description.encoder().grid(),
                                description.encoder().channels()));
        row(
                "decoding",
                "beam %d, length normalisation %s, at most %d words, %s"
                        .formatted(
                                description.decoding().beam(),
                                description.decoding().lengthNormalisation(),
                                description.decoding().maxLength(),
                                description.decoding().noRepeat() ? "no content word twice" : "words may repeat"));
        description
                .answering()
                .ifPresent(answering -> row(
                        "answering",
                        "%d memory hops, a list of %,d answers, %s"
                                .formatted(
                                        network.hops().orElse(0),
                                        model.answers().size(),
                                        AnsweringRow.of(answering))));
        for (TrainingData data : description.trainingData()) {
            row(
                    "trained on",
                    "%s: %,d photos, %,d captions and questions; %s"
                            .formatted(data.name(), data.photos(), data.captions(), data.licence()));
        }
        for (PublishedScore score : description.scores()) {
            StringJoiner values = new StringJoiner(", ");
            score.values().forEach((name, value) -> values.add("%s %.4f".formatted(name, value)));
            row("scores", "%s (%,d photos): %s".formatted(score.data(), score.photos(), values));
        }
        row("licence", description.licence());
    }

    private static String profile(Optional<TrainingImageProfile> source) {
        return source.map(profile -> " (larger photos reduced to " + profile.size()
                        + (profile.quality().isEmpty()
                                ? ""
                                : " and compressed as JPEGs of quality "
                                        + profile.quality().getAsInt())
                        + ")")
                .orElse("");
    }

    private void row(String name, String value) {
        console.print("%-12s%s".formatted(name, value));
    }

    private static long parameters(ModelFolder model) {
        return model.weights().tensors().values().stream()
                .mapToLong(tensor -> tensor.values().length)
                .sum();
    }
}
