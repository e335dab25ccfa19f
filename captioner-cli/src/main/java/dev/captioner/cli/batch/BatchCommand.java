package dev.captioner.cli.batch;

import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.batch.job.CaptionJob;
import dev.captioner.batch.job.JobRecipe;
import dev.captioner.batch.job.Task;
import dev.captioner.batch.source.ListFormat;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.Selection;
import dev.captioner.batch.source.Sources;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.target.Report;
import dev.captioner.batch.target.Target;
import dev.captioner.batch.target.Targets;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.options.DecodingArguments;
import dev.captioner.cli.options.ModelOption;
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
public final class BatchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1",
            paramLabel = "SOURCE",
            description = {
                "a folder, whose photos are taken with those below it;",
                "a .zip, .tar, .tar.gz or .tgz;",
                "a list of photo files: .csv with a column 'file', .jsonl with a field 'file', .txt with a name a line;",
                "- for such names on the standard input"
            })
    private String source = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "TARGET",
            description = {
                "where the captions go, by extension: .jsonl, .csv, .parquet, .json (COCO results), .html (contact sheet);",
                "or into a folder: txt=DIR or xmp=DIR (a sidecar a photo), jpeg=DIR (copies of JPEGs with a description);",
                "may be repeated"
            })
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
            names = "--list",
            paramLabel = "FORMAT",
            description = "how a list is written: lines, csv or jsonl (default: by its extension; lines of -)")
    private @Nullable ListFormat list;

    @Option(names = "--column", paramLabel = "NAME", description = "the column or field of a list that names the photo")
    private @Nullable String column;

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

    @Option(
            names = "--sheet-photos",
            paramLabel = "N",
            description = "most photos on a contact sheet, the least certain (default: ${DEFAULT-VALUE})")
    private int onSheet = 500;

    @Option(names = "--resume", description = "only go on with a run that was stopped, never begin a new one")
    private boolean resume;

    @Option(
            names = "--anew",
            description =
                    "begin a new run even if one was stopped: list the source again; what was computed stays known")
    private boolean anew;

    @Option(names = "--fail-fast", description = "stop at the first bad photo")
    private boolean failFast;

    @Option(names = "--json", description = "print what happens as it happens, an object a line")
    private boolean json;

    public BatchCommand(Console console) {
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
        if (resume && anew) {
            throw new UsageException("--resume goes on with a run, --anew begins one; give one of them");
        }
        List<QuestionText> questionList = questions();
        try (BatchProgress progress = new BatchProgress(console, json)) {
            PhotoSource photos = Sources.of(source, selection(), list, column, System.in);
            List<Target> targets = targets(photos, questionList);
            JobRecipe.ModelIdentity identity;
            ModelFolder folder = ModelFolder.read(model.folder());
            identity = JobRecipe.ModelIdentity.of(model.folder(), folder.description());
            try (Captioner captioner = Captioner.of(folder);
                    Database opened = open()) {
                JobRecipe recipe = new JobRecipe(
                        captioner,
                        identity,
                        decoding.over(captioner.defaults()),
                        questionList,
                        AnswerOptions.DEFAULT.withTop(top));
                Task task = new Task(job == null ? "captions" : job, photos, targets, chunk, failFast, beginning());
                CaptionJob.Summary summary = CaptionJob.run(opened, task, recipe, progress);
                progress.done(summary);
                return summary.bad() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            }
        }
    }

    private Task.Beginning beginning() {
        if (anew) {
            return Task.Beginning.BEGIN;
        }
        return resume ? Task.Beginning.GO_ON : Task.Beginning.GO_ON_OR_BEGIN;
    }

    private Selection selection() {
        try {
            return new Selection(globs);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private List<Target> targets(PhotoSource photos, List<QuestionText> asking) {
        try {
            Targets named =
                    new Targets(photos, asking.stream().map(QuestionText::text).toList(), onSheet);
            List<Target> targets = new ArrayList<>();
            for (String out : outs) {
                targets.add(named.of(out));
            }
            targets.add(new Report(report == null ? beside(".report.jsonl") : report));
            return targets;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private Path beside(String ending) {
        Path first = Targets.path(outs.get(0)).toAbsolutePath().normalize();
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
