package dev.captioner.batch.job;

import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.batch.job.JobListener.Progress;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.store.JobRow;
import dev.captioner.batch.store.JobStore;
import dev.captioner.batch.store.Outcome;
import dev.captioner.batch.target.Described;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.encode.EncodingOutcome;
import dev.captioner.encode.EncodingOutcome.RejectedPhoto;
import dev.captioner.encode.EncodingPipeline;
import dev.captioner.encode.EncodingPipeline.Limits;
import dev.captioner.encode.EncodingPipeline.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The step that captions: takes a chunk of encoded photos, captions them together and saves the results in the transaction of the
 * chunk. A stopped job resumes from the first photo that has no result in the database.
 */
final class Captioning implements ItemStreamReader<Pending>, ItemWriter<Pending> {
    /** Chunks of photos that are read and encoded ahead of the one that is captioned. */
    private static final int CHUNKS_AHEAD = 2;

    private final JobRow job;
    private final JobStore store;
    private final Database database;
    private final Task task;
    private final JobRecipe recipe;
    private final DecodingPlan plan;
    private final JobListener listener;
    private final JobControl control;
    private @Nullable EntryReader entries;
    private @Nullable EncodingPipeline<Pending, Pending> pipeline;
    private Progress progress = new Progress(0, 0, 0, 0);

    Captioning(
            JobRow job,
            JobStore store,
            Database database,
            Task task,
            JobRecipe recipe,
            JobListener listener,
            JobControl control) {
        this.job = job;
        this.store = store;
        this.database = database;
        this.task = task;
        this.recipe = recipe;
        this.plan = recipe.plan();
        this.listener = listener;
        this.control = control;
    }

    @Override
    public void open(ExecutionContext context) {
        long done = store.firstToDo(job);
        progress = new Progress(done, store.photos(job), 0, store.bad(job, done));
        listener.leftOut(store.leftOut(job));
        listener.captioning(progress);
        entries = new EntryReader(job, store, task.source(), recipe, control);
        pipeline = EncodingPipeline.start(
                entries,
                new Limits(control.processors(), CHUNKS_AHEAD * task.chunk(), Limits.USUAL_BYTES),
                Order.SOURCE);
    }

    @Override
    public @Nullable Pending read() throws InterruptedException {
        if (control.isToStop()) {
            throw new JobStoppedException(CaptionJob.TOLD_TO_STOP);
        }
        EncodingOutcome<Pending, Pending> next = opened(pipeline).next();
        if (next instanceof RejectedPhoto<Pending, Pending> photo && photo.source() instanceof Pending.Fresh fresh) {
            return new Pending.Rejected(fresh, photo.problem());
        }
        return next == null ? null : next.get();
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not opened");
        }
        return part;
    }

    @Override
    public void write(Chunk<? extends Pending> chunk) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Pending.Encoded> good = new ArrayList<>();
        Map<String, PhotoProblem> problems = new HashMap<>(); // of this chunk
        Set<String> sums = new HashSet<>();
        long bad = 0;
        for (Pending pending : chunk) {
            if (pending instanceof Pending.Unread unread) {
                outcomes.add(new Outcome.Unread(unread.place(), unread.problem()));
                bad += unread.problem().isBad() ? 1 : 0;
                if (!unread.listed()) {
                    reject(unread.name(), unread.problem());
                }
            } else if (pending instanceof Pending.Known known) {
                outcomes.add(new Outcome.Known(known.place(), known.sha256()));
                if (known.problem() != null) {
                    bad++;
                    reject(known.name(), known.problem());
                }
            } else if (pending instanceof Pending.Copy copy) {
                outcomes.add(new Outcome.Known(copy.place(), copy.sha256()));
                PhotoProblem problem = sums.contains(copy.sha256())
                        ? problems.get(copy.sha256())
                        : store.result(job, copy.sha256())
                                .map(JobStore.Result::problem)
                                .orElse(null);
                if (problem != null) {
                    bad++;
                    reject(copy.name(), problem);
                }
            } else if (pending instanceof Pending.Encoded encoded) {
                sums.add(encoded.fresh().sha256());
                good.add(encoded);
            } else if (pending instanceof Pending.Rejected rejected) {
                Pending.Fresh fresh = rejected.fresh();
                sums.add(fresh.sha256());
                PhotoProblem problem = PhotoProblem.of(rejected.problem());
                outcomes.add(new Outcome.Found(
                        fresh.place(), fresh.sha256(), null, problem, PhotoProblem.retryable(rejected.problem())));
                problems.put(fresh.sha256(), problem);
                bad++;
                reject(fresh.name(), problem);
            }
        }
        caption(good, outcomes);
        database.requireLock();
        store.save(job, outcomes);
        Progress after = new Progress(
                progress.done() + chunk.size(),
                progress.photos(),
                progress.computed() + good.size(),
                progress.bad() + bad);
        whenCommitted(() -> {
            opened(entries).committed(sums);
            progress = after;
            listener.progress(after);
        });
    }

    private void reject(String name, PhotoProblem problem) {
        if (task.failFast()) {
            throw new BadPhotoException(name, problem);
        }
        listener.rejected(name, problem);
    }

    private void caption(List<Pending.Encoded> photos, List<Outcome> outcomes) {
        CaptionBatch batch = recipe.captioner().newBatch();
        List<CaptionBatch.Member> members = new ArrayList<>();
        for (Pending.Encoded photo : photos) {
            while (!batch.hasRoom()) {
                step(batch);
            }
            members.add(batch.admit(photo.photo(), plan));
        }
        while (batch.inFlight() > 0) {
            step(batch);
        }
        for (int i = 0; i < photos.size(); i++) {
            outcomes.add(outcome(photos.get(i), members.get(i).captions()));
        }
    }

    private void step(CaptionBatch batch) {
        control.awaitTurn();
        batch.step();
    }

    private static Outcome outcome(Pending.Encoded photo, List<Caption> captions) {
        return new Outcome.Found(
                photo.fresh().place(),
                photo.fresh().sha256(),
                new Described(captions.stream().map(Described.Sentence::of).toList(), photo.answers()),
                null,
                false);
    }

    private static void whenCommitted(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.close(); // then no thread uses the source, the database or the model
        }
        if (entries != null) {
            entries.close();
        }
    }
}
