package dev.captioner.batch.job;

import dev.captioner.batch.source.Listed;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.SourceException;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.store.JobRow;
import dev.captioner.batch.store.JobStore;
import dev.captioner.image.LeftOut;
import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** The step "list": stores the photos of the source. It starts from the beginning unless it was completed. */
final class Listing {
    private static final int TOGETHER = 1000;

    private final JobRow job;
    private final JobStore store;
    private final Database database;
    private final TransactionTemplate transactions;
    private final JobListener listener;
    private final JobControl control;
    private final boolean failFast;
    private final List<Listed> waiting = new ArrayList<>();
    private long written;

    Listing(
            JobRow job,
            JobStore store,
            Database database,
            TransactionTemplate transactions,
            boolean failFast,
            JobListener listener,
            JobControl control) {
        this.job = job;
        this.store = store;
        this.database = database;
        this.transactions = transactions;
        this.failFast = failFast;
        this.listener = listener;
        this.control = control;
    }

    void run(PhotoSource source) {
        transactions.executeWithoutResult(status -> store.forget(job));
        LeftOut leftOut = source.list(photo -> {
            if (control.isToStop()) {
                throw new JobStoppedException(CaptionJob.TOLD_TO_STOP);
            }
            PhotoProblem problem = photo.problem();
            if (problem != null && failFast) {
                throw new BadPhotoException(photo.name(), problem);
            }
            waiting.add(photo);
            if (waiting.size() == TOGETHER) {
                write();
            }
        });
        write();
        if (written == 0) {
            throw new SourceException(
                    source.description() + ": expected photos, found none"
                            + (leftOut.isEmpty() ? "" : "; " + leftOut.inWords()),
                    null);
        }
        transactions.executeWithoutResult(status -> store.leftOut(job, leftOut));
    }

    private void write() {
        database.requireLock();
        transactions.executeWithoutResult(status -> store.list(job, written, waiting));
        for (Listed photo : waiting) {
            if (photo.problem() != null) {
                listener.rejected(photo.name(), photo.problem());
            }
        }
        written += waiting.size();
        waiting.clear();
        listener.listing(written);
    }
}
