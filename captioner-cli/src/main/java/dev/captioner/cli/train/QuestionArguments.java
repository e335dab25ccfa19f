package dev.captioner.cli.train;

import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.options.FormerNames;
import dev.captioner.train.QuestionStage;
import picocli.CommandLine.Option;

/** The hyperparameters of training on questions; the defaults are those of the published model. */
final class QuestionArguments {
    @Option(
            names = "--hops",
            paramLabel = "N",
            description = "memory hops before an answer (default: ${DEFAULT-VALUE})")
    private int hops = QuestionStage.DEFAULT.hops();

    @FormerNames("--question-batch")
    @Option(
            names = "--question-batch-size",
            paramLabel = "QUESTIONS",
            description = "questions per update (default: ${DEFAULT-VALUE})")
    private int batch = QuestionStage.DEFAULT.perBatch();

    @FormerNames("--questions-per-epoch")
    @Option(
            names = "--max-questions-per-epoch",
            paramLabel = "N",
            description =
                    "an epoch takes at most N questions of each data set, other ones each time (default: ${DEFAULT-VALUE})")
    private int perSource = QuestionStage.DEFAULT.perSource();

    @FormerNames("--least-questions")
    @Option(
            names = "--min-questions-per-epoch",
            paramLabel = "N",
            description =
                    "an epoch repeats the questions of a smaller data set up to four times to come near N (default:"
                            + " ${DEFAULT-VALUE})")
    private int leastPerSource = QuestionStage.DEFAULT.leastPerSource();

    @FormerNames("--withheld")
    @Option(
            names = "--blind-questions",
            paramLabel = "SHARE",
            description = "share of the questions that are trained without the photo (default: ${DEFAULT-VALUE})")
    private double withheld = QuestionStage.DEFAULT.withheld();

    @Option(
            names = "--question-dropout",
            paramLabel = "P",
            description = "dropout probability in batches of questions (default: ${DEFAULT-VALUE})")
    private double dropout = QuestionStage.DEFAULT.dropout();

    /** @throws UsageException when a value is out of range */
    QuestionStage stage() {
        try {
            QuestionStage defaults = QuestionStage.DEFAULT;
            return new QuestionStage(
                    hops,
                    batch,
                    perSource,
                    Math.min(leastPerSource, perSource),
                    withheld,
                    dropout,
                    defaults.minimumCount(),
                    defaults.minimumAnswerCount());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
