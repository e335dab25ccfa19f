package dev.captioner.web.jobs;

import dev.captioner.web.body.BodyLimits;
import dev.captioner.web.body.BodySink;
import dev.captioner.web.body.ReceivedBody;
import dev.captioner.web.body.Upload;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes a request with an archive to a file, while it holds a place in the queue of jobs. */
final class UploadSink implements BodySink {
    private final long limit;
    private final Duration time;
    private @Nullable Upload upload;
    private @Nullable Upload opened; // also after it is closed: a rejected body is read for one window of its pace
    private long received;
    private RejectedRequest withoutUpload = storageFull();

    /**
     * Reserves the place and opens the file. If that fails, the sink rejects the request.
     *
     * @param uploads opens an upload, or throws {@link JobException}
     * @param limit maximum size of the body in bytes
     * @param time maximum time for it to arrive
     */
    UploadSink(Supplier<Upload> uploads, long limit, Duration time) {
        this.limit = limit;
        this.time = time;
        try {
            upload = uploads.get();
            opened = upload;
        } catch (JobException e) {
            withoutUpload = e.reason();
        }
    }

    private static RejectedRequest storageFull() {
        return RejectedRequest.of(
                Problem.STORAGE_FULL,
                "the disk with the folder for jobs is full or fails; send a smaller archive or try again later");
    }

    @Override
    public long limit() {
        return opened == null ? 0 : limit; // rejects a body of any size
    }

    @Override
    public Duration time() {
        return time;
    }

    @Override
    public RejectedRequest tooLarge() {
        if (opened == null) {
            return withoutUpload;
        }
        return RejectedRequest.of(
                Problem.ARCHIVE_TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "expected an archive of at most %,d bytes (captioner.jobs.archive-limit); split it",
                        limit - BodyLimits.ENVELOPE));
    }

    @Override
    public RejectedRequest tooSlow() {
        return RejectedRequest.of(
                Problem.SLOW_REQUEST,
                "the archive did not arrive within " + time.toSeconds() + " seconds (captioner.jobs.archive-time)");
    }

    @Override
    public @Nullable RejectedRequest overdue() {
        if (opened == null) {
            return null;
        }
        if (opened.isAbandoned()) {
            return RejectedRequest.of(
                    Problem.SLOW_REQUEST,
                    "the archive arrived so slowly that its place in the queue went to another job");
        }
        return opened.pace().isTooSlow()
                ? RejectedRequest.of(
                        Problem.SLOW_REQUEST, "the archive arrives too slowly (captioner.connections.slowest)")
                : null;
    }

    @Override
    public @Nullable RejectedRequest receive(byte[] buffer, int count) {
        if (upload == null) {
            return withoutUpload;
        }
        received += count;
        if (received > limit) {
            return tooLarge();
        }
        try {
            upload.write(buffer, count);
            return null;
        } catch (IOException e) {
            return storageFull();
        }
    }

    @Override
    public void discard() {
        release();
    }

    @Override
    public ReceivedBody complete() {
        if (upload == null) {
            return new ReceivedBody.Rejected(withoutUpload);
        }
        try {
            upload.endOfBody();
            return new ReceivedBody.OnDisk(upload);
        } catch (IOException e) {
            return new ReceivedBody.Rejected(storageFull());
        }
    }

    @Override
    public void release() {
        if (upload != null) {
            upload.close();
            upload = null;
        }
    }
}
