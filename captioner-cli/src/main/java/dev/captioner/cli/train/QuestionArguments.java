package dev.captioner.cli.train;

import dev.captioner.cli.console.UsageException;
import dev.captioner.train.QuestionStage;
import picocli.CommandLine.Option;

/** The options that say how questions are learnt; the defaults are those of the published model. */
final class QuestionArguments {
    @Option(
            names = "--hops",
            paramLabel = "N",
            description = "selections from memory before an answer (default: ${DEFAULT-VALUE})")
    private int hops = QuestionStage.DEFAULT.hops();

    @Option(
            names = "--question-batch",
            paramLabel = "QUESTIONS",
            description = "questions of one update (default: ${DEFAULT-VALUE})")
    private int batch = QuestionStage.DEFAULT.perBatch();

    @Option(
            names = "--questions-per-epoch",
            paramLabel = "N",
            description = "most questions of one data set that an epoch shows; the next shows others (default:"
                    + " ${DEFAULT-VALUE})")
    private int perSource = QuestionStage.DEFAULT.perSource();

    @Option(
            names = "--least-questions",
            paramLabel = "N",
            description =
                    "questions of a smaller data set are shown up to four times an epoch to come near this number (default:"
                            + " ${DEFAULT-VALUE})")
    private int leastPerSource = QuestionStage.DEFAULT.leastPerSource();

    @Option(
            names = "--withheld",
            paramLabel = "SHARE",
            description = "questions asked with the photo withheld (default: ${DEFAULT-VALUE})")
    private double withheld = QuestionStage.DEFAULT.withheld();

    @Option(
            names = "--question-dropout",
            paramLabel = "SHARE",
            description = "dropout while questions are learnt (default: ${DEFAULT-VALUE})")
    private double dropout = QuestionStage.DEFAULT.dropout();

    /** @throws UsageException when a value is out of range */
    QuestionStage stage() {
        try {
            QuestionStage usual = QuestionStage.DEFAULT;
            return new QuestionStage(
                    hops,
                    batch,
                    perSource,
                    Math.min(leastPerSource, perSource),
                    withheld,
                    dropout,
                    usual.minimumCount(),
                    usual.minimumAnswerCount());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
