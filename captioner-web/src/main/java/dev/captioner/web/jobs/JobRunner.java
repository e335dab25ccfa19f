package dev.captioner.web.jobs;

import dev.captioner.AnswerOptions;
import dev.captioner.batch.job.CaptionJob;
import dev.captioner.batch.job.JobRecipe;
import dev.captioner.batch.job.JobStoppedException;
import dev.captioner.batch.job.Task;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.Selection;
import dev.captioner.batch.source.SourceException;
import dev.captioner.batch.source.SourceOptions;
import dev.captioner.batch.source.Sources;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.target.Target;
import dev.captioner.batch.target.Targets;
import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.OptionException;
import dev.captioner.file.Outputs;
import dev.captioner.image.PhotoLimits;
import dev.captioner.text.QuestionText;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.serving.Serving;
import dev.captioner.web.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs one job like {@code captioner batch}, with the served model. */
public final class JobRunner {
    /** Photos whose results are stored at once; few, so that progress shows and an interruption loses little. */
    private static final int CHUNK = 16;

    private static final int BEST_ANSWER = 1;

    private final Settings.Jobs settings;
    private final PhotoLimits limits;
    private final CurrentModel models;
    private final Serving serving;

    /** A runner whose jobs yield to requests. */
    public JobRunner(Settings settings, CurrentModel models, Serving serving) {
        this.settings = settings.jobs();
        this.limits = settings.photo().limits();
        this.models = models;
        this.serving = serving;
    }

    /**
     * Rejects a job that could never run.
     *
     * @throws JobException with the reason
     * @throws OptionException when decoding options exclude each other
     * @throws ConstraintException when no caption can satisfy the constraints
     */
    void check(JobRequest request) {
        try (CurrentModel.Lease lease = models.lease()) {
            if (!request.questions().isEmpty() && !lease.model().captioner().canAnswer()) {
                throw new JobException(
                        Problem.ANSWERS_NOTHING,
                        "the model writes captions only and cannot answer questions; leave 'questions' out, or start the service"
                                + " with a model that can");
            }
            lease.model().captioner().plan(request.decodingRequest());
        }
        SourceOptions options = options(request);
        if (request.folder() != null) {
            if (settings.root() == null) {
                throw new JobException(
                        Problem.BAD_FOLDER,
                        "folder",
                        "this service has no photo folder (captioner.jobs.root); upload an archive");
            }
            try {
                folder(settings.root(), request.folder(), options.selection());
            } catch (SourceException e) {
                throw new JobException(Problem.BAD_FOLDER, "folder", String.valueOf(e.getMessage()));
            }
        }
    }

    private SourceOptions options(JobRequest request) {
        Selection selection;
        try {
            selection = new Selection(request.glob());
        } catch (IllegalArgumentException e) {
            throw new JobException(Problem.BAD_OPTION, "glob", "'glob': " + e.getMessage());
        }
        try {
            return new SourceOptions(selection, null, null, SourceOptions.encoding(request.zipEncoding()), limits);
        } catch (IllegalArgumentException e) {
            throw new JobException(Problem.BAD_OPTION, "zipEncoding", "'zipEncoding': " + e.getMessage());
        }
    }

    private PhotoSource folder(String root, String folder, Selection selection) {
        try {
            return Sources.folderWithin(Path.of(root), Path.of(root).resolve(folder), selection, limits);
        } catch (InvalidPathException e) {
            throw new SourceException("expected a folder name, found characters that are not allowed in names", e);
        }
    }

    private PhotoSource source(JobStorage work, JobStatus status) {
        JobRequest request = status.request();
        if (request.folder() == null) {
            return Sources.of(work.archive(status.id()).toString(), options(request), InputStream.nullInputStream());
        }
        if (settings.root() == null) {
            throw new SourceException("the service no longer has a photo folder (captioner.jobs.root)", null);
        }
        return folder(settings.root(), request.folder(), options(request).selection());
    }

    /**
     * Runs a job to its end, resuming it if it was interrupted.
     *
     * @throws JobStoppedException when it was stopped or interrupted
     */
    void run(JobStorage work, Job job, BooleanSupplier toStop) throws IOException {
        JobStatus status = job.status();
        try (CurrentModel.Lease lease = models.lease();
                Serving.JobTurns turns = serving.jobTurns()) {
            ServedModel model = lease.model();
            job.runsWith(model.identity());
            List<QuestionText> questions =
                    status.request().questions().stream().map(QuestionText::of).toList();
            JobRecipe recipe = new JobRecipe(
                    turns.captioner(model.captioner()),
                    model.identity(),
                    status.request().decodingRequest().over(model.captioner().defaults()),
                    questions,
                    AnswerOptions.DEFAULT.withTop(BEST_ANSWER));
            PhotoSource source = source(work, status);
            Targets targets = new Targets(source, status.request().questions(), 1, Outputs.replacing());
            List<Target> both = List.of(
                    targets.of(work.results(status.id()).toString()),
                    targets.report("the report", work.report(status.id())));
            Task task = new Task(status.id(), source, both, CHUNK, false, Task.Beginning.GO_ON_OR_BEGIN);
            try (Database database = Database.inFolder(work.state(status.id()))) {
                CaptionJob.run(database, task, recipe, job, new YieldingJobControl(serving, toStop));
            }
        }
    }

    /** A message without paths of this machine, in which the archive has the name that the client gave it. */
    String withoutPaths(String message, JobStorage work, JobStatus status) {
        String without = message;
        if (status.request().archive() != null) {
            without = without.replace(
                    work.archive(status.id()).toString(), status.request().archive());
        }
        without = without.replace(work.job(status.id()) + "/", "");
        if (settings.root() == null) {
            return without;
        }
        String root = settings.root();
        try {
            without = without.replace(Path.of(root).toRealPath().toString(), "");
        } catch (IOException e) {
            without = without.replace(root, "");
        }
        return without;
    }
}
