package dev.captioner.batch.job;

import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.batch.job.JobListener.Progress;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.store.JobRow;
import dev.captioner.batch.store.JobStore;
import dev.captioner.batch.store.Outcome;
import dev.captioner.batch.target.Described;
import dev.captioner.decode.DecodingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The step that captions: takes a chunk of photos that have been looked at, captions them together, and writes them down within
 * the transaction of the chunk. Where it goes on after it was stopped is the first photo that the database has nothing of.
 */
final class Captioning implements ItemStreamReader<Pending>, ItemWriter<Pending> {
    private final JobRow job;
    private final JobStore store;
    private final Task task;
    private final JobRecipe recipe;
    private final DecodingPlan plan;
    private final JobListener listener;
    private final JobControl control;
    private @Nullable LookingAhead ahead;
    private Progress progress = new Progress(0, 0, 0, 0);

    Captioning(JobRow job, JobStore store, Task task, JobRecipe recipe, JobListener listener, JobControl control) {
        this.job = job;
        this.store = store;
        this.task = task;
        this.recipe = recipe;
        this.plan = recipe.plan();
        this.listener = listener;
        this.control = control;
    }

    @Override
    public void open(ExecutionContext context) {
        PhotoSource source = task.source();
        long done = store.firstToDo(job);
        progress = new Progress(done, store.photos(job), 0, store.bad(job, done));
        listener.captioning(progress);
        ahead = new LookingAhead(job, store, source, recipe, task.chunk(), control);
    }

    @Override
    public @Nullable Pending read() throws InterruptedException {
        if (control.isToStop()) {
            throw new JobStoppedException(CaptionJob.TOLD_TO_STOP);
        }
        Pending next = opened().next();
        if (next instanceof Pending.End end) {
            if (end.failure() instanceof Error failure) {
                throw failure;
            }
            if (end.failure() instanceof RuntimeException failure) {
                throw failure;
            }
            return null;
        }
        return next;
    }

    private LookingAhead opened() {
        if (ahead == null) {
            throw new IllegalStateException("not opened");
        }
        return ahead;
    }

    @Override
    public void write(Chunk<? extends Pending> chunk) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Good> good = new ArrayList<>();
        Map<String, PhotoProblem> problems = new HashMap<>(); // of this chunk
        Set<String> sums = new HashSet<>();
        long bad = 0;
        for (Pending pending : chunk) {
            if (pending instanceof Pending.Unread unread) {
                outcomes.add(new Outcome.Unread(unread.place(), unread.problem()));
                bad++;
                if (!unread.listed()) {
                    refuse(unread.name(), unread.problem());
                }
            } else if (pending instanceof Pending.Known known) {
                outcomes.add(new Outcome.Known(known.place(), known.sha256()));
                if (known.problem() != null) {
                    bad++;
                    refuse(known.name(), known.problem());
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
                    refuse(copy.name(), problem);
                }
            } else if (pending instanceof Pending.Fresh fresh) {
                sums.add(fresh.sha256());
                Pending.Look look = look(fresh);
                if (look instanceof Pending.Seen seen) {
                    good.add(new Good(fresh, seen));
                } else if (look instanceof Pending.Refused refused) {
                    PhotoProblem problem = PhotoProblem.of(refused.problem());
                    outcomes.add(new Outcome.Found(
                            fresh.place(), fresh.sha256(), null, problem, PhotoProblem.retryable(refused.problem())));
                    problems.put(fresh.sha256(), problem);
                    bad++;
                    refuse(fresh.name(), problem);
                }
            }
        }
        caption(good, outcomes);
        store.save(job, outcomes);
        Progress after = new Progress(
                progress.done() + chunk.size(),
                progress.photos(),
                progress.computed() + good.size(),
                progress.bad() + bad);
        whenCommitted(() -> {
            opened().writtenDown(sums);
            progress = after;
            listener.progress(after);
        });
    }

    /** A photo that is to be captioned. */
    private record Good(Pending.Fresh photo, Pending.Seen seen) {}

    private void refuse(String name, PhotoProblem problem) {
        if (task.failFast()) {
            throw new BadPhotoException(name, problem);
        }
        listener.refused(name, problem);
    }

    private static Pending.Look look(Pending.Fresh photo) {
        try {
            return photo.look().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error problem) {
                throw problem;
            }
            throw e;
        }
    }

    private void caption(List<Good> photos, List<Outcome> outcomes) {
        CaptionBatch batch = recipe.captioner().newBatch();
        List<CaptionBatch.Member> members = new ArrayList<>();
        for (Good photo : photos) {
            while (!batch.hasRoom()) {
                step(batch);
            }
            members.add(batch.admit(photo.seen().photo(), plan));
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

    private static Outcome outcome(Good good, List<Caption> captions) {
        return new Outcome.Found(
                good.photo().place(),
                good.photo().sha256(),
                new Described(
                        captions.stream().map(Described.Sentence::of).toList(),
                        good.seen().answers()),
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
        if (ahead != null) {
            ahead.close();
        }
    }
}
