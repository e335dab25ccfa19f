package dev.captioner.publish;

import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.TrainingData;
import dev.captioner.train.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The model card, in Markdown: description, training data and command, scores, failures, terms. */
record ModelCard(ModelPublication publication, Training.Result result, List<PublishedScore> scores) {
    /** Values that are counted, not measured. */
    private static final Set<String> COUNTS = Set.of("questions");

    String text() {
        return "# " + publication.name() + ' ' + publication.version() + "\n\n"
                + what()
                + "## Trained on\n\n"
                + trainingData()
                + "\nTo train it again:\n\n    " + publication.command() + "\n\n"
                + "## Scores\n\n"
                + tables(scores)
                + "\n## Where it fails\n\n"
                + limits()
                + "\n## Licence\n\n"
                + publication.licence() + '\n';
    }

    private String what() {
        StringBuilder text = new StringBuilder();
        text.append(
                        result.answers().isEmpty()
                                ? "An image captioning model: "
                                : "A model that captions images and answers questions about them: ")
                .append("EfficientNet-Lite regions, ")
                .append(result.shape().layers() == 2 ? "two stacked LSTMs" : "one LSTM")
                .append(" with spatial attention, ")
                .append(result.vocabulary().size())
                .append(" words");
        if (!result.answers().isEmpty()) {
            text.append(", ")
                    .append(result.shape().hops())
                    .append(" memory hops, a list of ")
                    .append(result.answers().size())
                    .append(" answers");
        }
        return text.append(".\n\n").append(source(publication.encoder())).toString();
    }

    private static String source(EncoderDescription encoder) {
        return encoder.source()
                .map(source -> "It learnt from photos of at most " + source.size()
                        + " pixels a side; larger ones are shrunk to that"
                        + (source.quality().isEmpty() ? "" : ", and saved as a JPEG of the quality of those,")
                        + " before it looks at them.\n\n")
                .orElse("");
    }

    private String trainingData() {
        StringBuilder table =
                new StringBuilder("| data | photos | captions and questions | terms |\n|---|---|---|---|\n");
        for (TrainingData data : publication.trainingData()) {
            table.append(row(List.of(
                    data.name(), String.valueOf(data.photos()), String.valueOf(data.captions()), data.licence())));
        }
        return table.toString();
    }

    /** One table for all scores of the same metrics that follow one another. */
    static String tables(List<PublishedScore> scores) {
        if (scores.isEmpty()) {
            return "None were published.\n";
        }
        StringBuilder tables = new StringBuilder("On development data, with the model's own defaults.\n");
        Set<String> metrics = Set.of();
        for (PublishedScore score : scores) {
            if (!score.values().keySet().equals(metrics)) {
                metrics = score.values().keySet();
                List<String> header = new ArrayList<>(List.of("", "photos"));
                header.addAll(metrics);
                tables.append('\n')
                        .append(row(header))
                        .append("|---".repeat(header.size()))
                        .append("|\n");
            }
            List<String> cells = new ArrayList<>(List.of(score.data(), String.valueOf(score.photos())));
            score.values()
                    .forEach((metric, value) ->
                            cells.add(String.format(Locale.ROOT, COUNTS.contains(metric) ? "%.0f" : "%.4f", value)));
            tables.append(row(cells));
        }
        return tables.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private String limits() {
        return "It knows " + result.vocabulary().size()
                + " words and what its training photos showed. It guesses colours and numbers, calls what it does not know"
                + " by the name of what it does, and is wrong with confidence about photos unlike those it was"
                + " trained on. Do not rely on it where a wrong caption does harm, nor to tell who or what people"
                + " are.\n";
    }
}
