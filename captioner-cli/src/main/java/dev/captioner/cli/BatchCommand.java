package dev.captioner.cli;

import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.batch.job.CaptionJob;
import dev.captioner.batch.job.Recipe;
import dev.captioner.batch.job.Task;
import dev.captioner.batch.source.FolderSource;
import dev.captioner.batch.source.Selection;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.target.Report;
import dev.captioner.batch.target.Target;
import dev.captioner.batch.target.Targets;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.image.PhotoReader;
import dev.captioner.text.QuestionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Captions very many photos. */
@Command(
        name = "batch",
        description =
                "Describes all photos of a folder, an archive or a list. Killed at any moment, the same command goes on.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        sortSynopsis = false,
        versionProvider = Version.class)
final class BatchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1",
            paramLabel = "SOURCE",
            description = "a folder, whose photos are taken with those below it")
    private String source = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "TARGET",
            description = "where the captions go: a .jsonl file; may be repeated")
    private List<String> outs = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "photos without a caption, with the reason (default: the first TARGET with .report.jsonl behind it)")
    private @Nullable Path report;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private DecodingArguments decoding = new DecodingArguments();

    @Option(
            names = "--ask",
            paramLabel = "QUESTION",
            description = "a question that each photo is asked; may be repeated")
    private List<String> asked = new ArrayList<>();

    @Option(names = "--questions", paramLabel = "FILE", description = "such questions, one a line")
    private @Nullable Path questions;

    @Option(names = "--top", paramLabel = "K", description = "the K best answers to a question", defaultValue = "1")
    private int top;

    @Option(
            names = "--glob",
            paramLabel = "PATTERN",
            description =
                    "take the files whose name below SOURCE matches, such as '2024/**.jpg', in place of all photos;"
                            + " may be repeated")
    private List<String> globs = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "where the state of the job is kept (default: the first TARGET with .job behind it)")
    private @Nullable Path state;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description =
                    "keep the state in PostgreSQL instead, as in jdbc:postgresql://host/database?user=me; needs --job")
    private @Nullable String database;

    @Option(names = "--job", paramLabel = "NAME", description = "name of the job among others in the same database")
    private @Nullable String job;

    @Option(
            names = "--chunk",
            paramLabel = "PHOTOS",
            description = "photos that are captioned together and written down at once; so many a kill costs (default:"
                    + " ${DEFAULT-VALUE})")
    private int chunk = Task.USUAL_CHUNK;

    @Option(names = "--resume", description = "only go on with a run that was stopped, never begin a new one")
    private boolean resume;

    @Option(names = "--fail-fast", description = "stop at the first bad photo")
    private boolean failFast;

    @Option(names = "--json", description = "print what happens as it happens, an object a line")
    private boolean json;

    BatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (database != null && job == null) {
            throw new UsageException("--database needs --job NAME, which tells the job from others in the database");
        }
        if (database != null && state != null) {
            throw new UsageException("--state is a folder, --database a server; give one of them");
        }
        List<Target> targets = targets();
        List<QuestionText> questionList = questions();
        try (BatchProgress progress = new BatchProgress(console, json)) {
            Selection selection = selection();
            Recipe.ModelIdentity identity;
            ModelFolder folder = ModelFolder.read(model.folder());
            identity = Recipe.ModelIdentity.of(model.folder(), folder.description());
            try (Captioner captioner = Captioner.of(folder);
                    Database opened = open()) {
                Recipe recipe = new Recipe(
                        captioner,
                        identity,
                        decoding.over(captioner.defaults()),
                        questionList,
                        AnswerOptions.DEFAULT.withTop(top));
                Task task = new Task(
                        job == null ? "captions" : job,
                        new FolderSource(Path.of(source), selection, new PhotoReader()),
                        targets,
                        chunk,
                        failFast,
                        resume);
                CaptionJob.Summary summary = CaptionJob.run(opened, task, recipe, progress);
                progress.done(summary);
                return summary.bad() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            }
        }
    }

    private Selection selection() {
        try {
            return new Selection(globs);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private List<Target> targets() {
        try {
            List<Target> targets = new ArrayList<>();
            for (String out : outs) {
                targets.add(Targets.of(out));
            }
            targets.add(new Report(report == null ? beside(".report.jsonl") : report));
            return targets;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private Path beside(String ending) {
        Path first = Targets.of(outs.get(0)).place().toAbsolutePath().normalize();
        return first.resolveSibling(first.getFileName() + ending);
    }

    private Database open() {
        if (database != null && job != null) {
            return Database.atUrl(database, job);
        }
        return Database.inFolder(state == null ? beside(".job") : state);
    }

    private List<QuestionText> questions() throws IOException {
        List<String> texts = new ArrayList<>(asked);
        if (questions != null) {
            Files.readAllLines(questions).stream()
                    .filter(line -> !line.isBlank())
                    .forEach(texts::add);
        }
        try {
            return texts.stream().map(QuestionText::of).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
