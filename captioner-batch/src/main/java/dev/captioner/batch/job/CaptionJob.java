package dev.captioner.batch.job;

import dev.captioner.batch.source.SourceException;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.store.JobRow;
import dev.captioner.batch.store.JobStore;
import dev.captioner.batch.store.StoreException;
import dev.captioner.batch.target.Target;
import dev.captioner.batch.target.Unwritten;
import dev.captioner.image.LeftOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs jobs: lists the photos of a source, captions those whose bytes are new, writes the targets. A run that was
 * stopped, even by {@code kill -9}, is resumed; after a complete run a new one reads the source again.
 */
public final class CaptionJob {
    private static final String NAME = "captions";

    private final Database database;
    private final JobStore store;
    private final JdbcTransactionManager transactions;
    private final JobRepository repository;
    private final Task task;
    private final JobRecipe recipe;
    private final JobListener listener;
    private final JobControl control;
    private long unwritten;

    private CaptionJob(Database database, Task task, JobRecipe recipe, JobListener listener, JobControl control)
            throws Exception {
        this.database = database;
        this.store = new JobStore(database.source());
        this.transactions = new JdbcTransactionManager(database.source());
        this.task = task;
        this.recipe = recipe;
        this.listener = listener;
        this.control = control;
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(database.source());
        factory.setDatabaseType(database.type());
        factory.setTransactionManager(transactions);
        factory.setSerializer(new JacksonExecutionContextStringSerializer()); // the usual one is Java serialisation
        factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED); // the job is locked already
        factory.afterPropertiesSet();
        this.repository = factory.getObject();
    }

    /**
     * The result of a job.
     *
     * @param photos in the source
     * @param bad without a caption
     * @param computed computed by this run, also before it was interrupted; the results of the others were known
     * @param kept photos that keep the caption they have
     * @param unwritten files that exist and could not be changed
     * @param took how long the run worked, without the time between an interruption and its resumption
     * @param leftOut files of the source that are no photos
     */
    public record Summary(
            long photos, long bad, long computed, long kept, long unwritten, Duration took, LeftOut leftOut) {
        /** Whether everything was captioned and written. */
        public boolean isComplete() {
            return bad == 0 && unwritten == 0;
        }
    }

    /**
     * Runs a job to its end.
     *
     * @throws JobStoppedException when it had to stop, with the reason; the same call resumes it
     * @throws StoreException when the database cannot be used
     * @throws IOException when a target cannot be written, found before anything is computed
     */
    public static Summary run(Database database, Task task, JobRecipe recipe, JobListener listener) throws IOException {
        return run(database, task, recipe, listener, JobControl.NONE);
    }

    /** Runs a job under control. A stop by the control is a {@link JobStoppedException} too. */
    public static Summary run(Database database, Task task, JobRecipe recipe, JobListener listener, JobControl control)
            throws IOException {
        for (Target target : task.targets()) {
            target.check();
        }
        try {
            return new CaptionJob(database, task, recipe, listener, control).run();
        } catch (Exception e) {
            throw stopped(e);
        }
    }

    private Summary run() throws Exception {
        JobRow job = toRun();
        MapJobRegistry registry = new MapJobRegistry();
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setJobRegistry(registry);
        operator.setTaskExecutor(new SyncTaskExecutor());
        operator.afterPropertiesSet();
        Job steps = steps(job);
        registry.register(steps);
        JobExecution last = last(job);
        JobExecution execution =
                last == null ? operator.start(steps, parameters(job)) : operator.restart(failed(last, operator));
        for (Throwable failure : execution.getAllFailureExceptions()) {
            throw stopped(failure);
        }
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new JobStoppedException(
                    "the job stopped, " + execution.getExitStatus() + "; run the same command again to resume");
        }
        long photos = store.photos(job);
        return new Summary(
                photos,
                store.bad(job, photos),
                store.computed(job),
                store.kept(job),
                unwritten,
                took(execution),
                store.leftOut(job));
    }

    /** The sum over all executions of the run: those before an interruption count. */
    private Duration took(JobExecution execution) {
        return repository.getJobExecutions(execution.getJobInstance()).stream()
                .filter(each -> each.getStartTime() != null && each.getEndTime() != null)
                .map(each -> Duration.between(each.getStartTime(), each.getEndTime()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The stopped run, if it had the same source; otherwise a new one. */
    private JobRow toRun() {
        JobRow job = store.find(task.name(), recipe.sha256()).orElse(null);
        boolean goOn = task.beginning() == Task.Beginning.GO_ON;
        if (goOn && job == null) {
            throw new JobStoppedException(
                    "nothing to resume: the job '" + task.name()
                            + "' was never started with this model, these options and these questions; leave --resume out to start it");
        }
        if (job == null) {
            job = store.create(task.name(), recipe.sha256(), recipe.text());
        }
        String source = task.source().description();
        boolean mayGoOn = task.beginning() != Task.Beginning.BEGIN;
        if (mayGoOn && job.run() > 0 && !isComplete(job) && source.equals(job.source())) {
            return job;
        }
        if (goOn) {
            throw new JobStoppedException("nothing to resume: the job '" + task.name() + "' "
                    + (isComplete(job) ? "is complete" : "that was stopped reads another source, " + job.source())
                    + "; leave --resume out to start a new run");
        }
        return store.nextRun(job, source);
    }

    private boolean isComplete(JobRow job) {
        JobExecution last = last(job);
        return last != null && last.getStatus() == BatchStatus.COMPLETED;
    }

    private @Nullable JobExecution last(JobRow job) {
        return job.run() == 0 ? null : repository.getLastJobExecution(NAME, parameters(job));
    }

    private static JobParameters parameters(JobRow job) {
        return new JobParametersBuilder()
                .addLong("job", job.id())
                .addLong("run", job.run())
                .toJobParameters();
    }

    /**
     * The interrupted execution as one that failed, which the framework restarts. After the connection to the database was lost, its end
     * is unknown; after a kill it has none, and ended when it was last seen. Repeating a step of this job is harmless.
     */
    private JobExecution failed(JobExecution interrupted, TaskExecutorJobOperator operator) {
        Optional<LocalDateTime> lastSeen =
                interrupted.getEndTime() == null ? lastSeen(interrupted) : Optional.of(interrupted.getEndTime());
        JobExecution execution = operator.recover(interrupted);
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                repository.update(step);
            }
        }
        if (execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.setStatus(BatchStatus.FAILED);
        }
        lastSeen.ifPresent(execution::setEndTime);
        repository.update(execution);
        return execution;
    }

    private static Optional<LocalDateTime> lastSeen(JobExecution execution) {
        return Stream.concat(
                        Stream.of(execution.getStartTime(), execution.getLastUpdated()),
                        execution.getStepExecutions().stream().map(StepExecution::getLastUpdated))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    private Job steps(JobRow job) {
        Captioning captioning = new Captioning(job, store, database, task, recipe, listener, control);
        ResourcelessTransactionManager none = new ResourcelessTransactionManager();
        return new JobBuilder(NAME, repository)
                .start(new StepBuilder("list", repository)
                        .tasklet(
                                (contribution, context) -> {
                                    new Listing(
                                                    job,
                                                    store,
                                                    database,
                                                    new TransactionTemplate(transactions),
                                                    task.failFast(),
                                                    listener,
                                                    control)
                                            .run(task.source());
                                    return RepeatStatus.FINISHED;
                                },
                                none)
                        .build())
                .next(new StepBuilder("check", repository)
                        .allowStartIfComplete(true)
                        .tasklet(
                                (contribution, context) -> {
                                    check(job);
                                    return RepeatStatus.FINISHED;
                                },
                                none)
                        .build())
                .next(new StepBuilder("caption", repository)
                        .allowStartIfComplete(true) // the check may find that more photos need a caption
                        .<Pending, Pending>chunk(task.chunk())
                        .transactionManager(transactions)
                        .reader(captioning)
                        .writer(captioning)
                        .build())
                .next(new StepBuilder("write", repository)
                        .tasklet(
                                (contribution, context) -> {
                                    write(job);
                                    return RepeatStatus.FINISHED;
                                },
                                none)
                        .build())
                .build();
    }

    /** The step "check": of every run, also a resumed one, because files may have changed since. */
    private void check(JobRow job) {
        BitSet kept = null;
        for (Target target : task.targets()) {
            try {
                BitSet ofTarget = target.check(store.names(job)).orElse(null);
                if (kept == null) {
                    kept = ofTarget;
                } else if (ofTarget != null) {
                    kept.and(ofTarget);
                }
            } catch (IOException e) {
                throw new JobStoppedException(String.valueOf(e.getMessage()));
            }
        }
        BitSet places = kept == null ? new BitSet() : kept;
        new TransactionTemplate(transactions).executeWithoutResult(status -> store.keep(job, places));
    }

    private void write(JobRow job) throws IOException {
        List<Unwritten> files = new ArrayList<>();
        for (Target target : task.targets()) {
            database.requireLock();
            listener.writing(target.place());
            int before = files.size();
            target.write(store.rows(job), files);
            files.subList(before, files.size()).forEach(listener::unwritten);
        }
        unwritten = files.size();
    }

    /** The reason of a stop in one line; unexpected failures are rethrown. */
    private static RuntimeException stopped(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobStoppedException stopped) {
                return stopped;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof SourceException || cause instanceof StoreException) {
                return new JobStoppedException("stopped: " + cause.getMessage(), AGAIN, failure);
            }
            if (cause instanceof BadPhotoException) {
                return new JobStoppedException("stopped at the first bad photo: " + cause.getMessage(), AGAIN, failure);
            }
            if (cause instanceof SQLException
                    || cause instanceof DataAccessException
                    || cause instanceof TransactionException) {
                return new JobStoppedException(
                        "stopped: the database could not be written or read: " + root(cause), AGAIN, failure);
            }
            if (cause instanceof IOException || cause instanceof UncheckedIOException) {
                return new JobStoppedException("stopped: " + root(cause), AGAIN, failure);
            }
        }
        return failure instanceof RuntimeException unforeseen ? unforeseen : new IllegalStateException(failure);
    }

    static final String TOLD_TO_STOP = "the job was told to stop";

    private static final String AGAIN = "; results so far are kept, run the same command again to resume";

    private static String root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause : chain(failure)) {
            root = cause;
        }
        return String.valueOf(root.getMessage() == null ? root : root.getMessage());
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < 20; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
