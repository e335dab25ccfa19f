package dev.captioner.cli.batch;

import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.batch.job.CaptionJob;
import dev.captioner.batch.job.JobRecipe;
import dev.captioner.batch.job.Task;
import dev.captioner.batch.source.ListFormat;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.Selection;
import dev.captioner.batch.source.SourceOptions;
import dev.captioner.batch.source.Sources;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.target.PhotoField;
import dev.captioner.batch.target.Target;
import dev.captioner.batch.target.Targets;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.files.ListFile;
import dev.captioner.cli.options.DecodingArguments;
import dev.captioner.cli.options.FormerNames;
import dev.captioner.cli.options.ModelOption;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.cli.options.PhotoLimitOptions;
import dev.captioner.file.FileNames;
import dev.captioner.file.Outputs;
import dev.captioner.text.QuestionText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Captions very many photos, as a job that can be interrupted and resumed. */
@Command(
        name = "batch",
        customSynopsis = "captioner batch --out=TARGET... [OPTIONS] SOURCE",
        description = {
            "Captions many photos: a folder, an archive or a list.",
            "If it is interrupted at any moment, the same command resumes it."
        })
public final class BatchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1",
            paramLabel = "SOURCE",
            description = {
                "the photos:",
                "- a folder, which is searched recursively",
                "- an archive: zip, tar, tar.gz or tgz",
                "- a list of photo files: a CSV file with a column 'file', a JSON Lines file with a field 'file', or a text file"
                        + " with one name per line",
                "- the single character '-' for names on standard input"
            })
    private String source = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "TARGET",
            description = {
                "a file, whose extension is its format:",
                "  .jsonl, .csv, .parquet",
                "  .json: COCO results",
                "  .html: contact sheet",
                "or a folder:",
                "  txt=DIR or xmp=DIR: a sidecar file per photo",
                "  jpeg=DIR: copies of JPEGs with the caption inside",
                "may be repeated"
            })
    private List<String> outs = new ArrayList<>();

    @Option(
            names = "--fields",
            paramLabel = "FIELDS",
            description = "what photos say about themselves, for .jsonl, .csv and .parquet: date (when it was taken),"
                    + " description (that it has already), or both with a comma between them")
    private @Nullable String fields;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "report of the rejected photos, with reasons (default: first TARGET + '.report.jsonl')")
    private @Nullable Path report;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private DecodingArguments decoding = DecodingArguments.all();

    @Mixin
    private PhotoLimitOptions limits = new PhotoLimitOptions();

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Mixin
    private SidecarArguments sidecars = new SidecarArguments();

    @Option(
            names = "--ask",
            paramLabel = "QUESTION",
            description = "question to answer for each photo; may be repeated")
    private List<String> ask = new ArrayList<>();

    @Option(names = "--questions", paramLabel = "FILE", description = "file of such questions, one per line")
    private @Nullable Path questions;

    @Option(
            names = "--top",
            paramLabel = "K",
            description = "keep the K best answers to a question (default: ${DEFAULT-VALUE})")
    private int top = 1;

    @Option(
            names = "--glob",
            paramLabel = "PATTERN",
            description =
                    "caption only the photos whose name relative to SOURCE matches, such as '2024/**.jpg'; may be repeated")
    private List<String> globs = new ArrayList<>();

    @Option(
            names = "--zip-encoding",
            paramLabel = "NAME",
            description = "encoding of the file names in a ZIP that does not state it, such as Shift_JIS, GBK or IBM850"
                    + " (default: UTF-8 if made on Unix or a Mac, else IBM437)")
    private @Nullable String zipEncoding;

    @FormerNames("--list")
    @Option(
            names = "--list-format",
            paramLabel = "FORMAT",
            description = "format of the list: lines, csv or jsonl (default: by its extension; lines for -)")
    private @Nullable ListFormat list;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "column or field of the list that has the photo's name")
    private @Nullable String column;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "folder for the state of the job (default: first TARGET + '.job')")
    private @Nullable Path state;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "keep the state in PostgreSQL: jdbc:postgresql://HOST/DATABASE?user=NAME; requires --job")
    private @Nullable String database;

    @Option(names = "--job", paramLabel = "NAME", description = "name of the job in the database")
    private @Nullable String job;

    @Option(
            names = "--chunk",
            paramLabel = "PHOTOS",
            description = "photos per transaction; an interruption loses at most this many (default: ${DEFAULT-VALUE})")
    private int chunk = Task.USUAL_CHUNK;

    @Option(
            names = "--sheet-photos",
            paramLabel = "N",
            description =
                    "photos on a contact sheet, those with the least certain captions (default: ${DEFAULT-VALUE})")
    private int onSheet = 500;

    @Option(names = "--resume", description = "resume an interrupted run; fail if there is none")
    private boolean resume;

    @FormerNames("--anew")
    @Option(
            names = "--restart",
            description =
                    "start a new run even if one was interrupted; lists SOURCE again and keeps the captions already computed")
    private boolean restart;

    @Option(names = "--fail-fast", description = "stop at the first rejected photo")
    private boolean failFast;

    @Option(names = "--json", description = "print progress as JSON events, one per line")
    private boolean json;

    public BatchCommand(Console console) {
        this.console = console;
    }

    private Set<PhotoField> fields() {
        return fields == null ? Set.of() : PhotoField.of(fields);
    }

    @Override
    public Integer call() throws IOException {
        if (database != null && job == null) {
            throw new UsageException("--database requires --job NAME, which identifies the job in the database");
        }
        if (database != null && state != null) {
            throw new UsageException("--state and --database exclude each other");
        }
        if (resume && restart) {
            throw new UsageException("--resume and --restart exclude each other");
        }
        List<QuestionText> questionList = questions();
        try (BatchProgress progress = new BatchProgress(console, json)) {
            PhotoSource photos = Sources.of(source, sourceOptions(), System.in);
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
                return summary.isComplete() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            }
        }
    }

    private Task.Beginning beginning() {
        if (restart) {
            return Task.Beginning.BEGIN;
        }
        return resume ? Task.Beginning.GO_ON : Task.Beginning.GO_ON_OR_BEGIN;
    }

    private SourceOptions sourceOptions() {
        try {
            return new SourceOptions(
                    new Selection(globs), list, column, SourceOptions.encoding(zipEncoding), limits.limits());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private List<Target> targets(PhotoSource photos, List<QuestionText> asking) {
        try {
            Outputs outputs = overwrite.outputs().reading("--questions", questions);
            if (!source.equals(Sources.STANDARD_INPUT)) {
                outputs.reading("SOURCE", FileNames.resolve(Path.of(""), source));
            }
            Targets named = new Targets(
                    photos,
                    asking.stream().map(QuestionText::text).toList(),
                    onSheet,
                    outputs,
                    sidecars.text(),
                    sidecars.options(outputs.overwrite()),
                    fields());
            List<Target> targets = new ArrayList<>();
            for (String out : outs) {
                targets.add(named.of(out));
            }
            targets.add(named.report("--report", report == null ? beside(".report.jsonl") : report));
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
        List<String> texts = new ArrayList<>(ask);
        if (questions != null) {
            texts.addAll(ListFile.entries(questions));
        }
        try {
            return texts.stream().map(QuestionText::of).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
