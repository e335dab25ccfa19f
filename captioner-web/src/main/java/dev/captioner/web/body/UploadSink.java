package dev.captioner.web.body;

import dev.captioner.web.jobs.JobException;
import dev.captioner.web.jobs.Jobs;
import dev.captioner.web.jobs.Upload;
import dev.captioner.web.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a request with an archive in a file. */
final class UploadSink implements BodySink {
    private final long limit;
    private final Duration time;
    private @Nullable Upload upload;
    private @Nullable JobException refusal;
    private long received;

    UploadSink(Jobs jobs, long limit, Duration time) {
        this.limit = limit;
        this.time = time;
        try {
            upload = jobs.upload();
        } catch (JobException e) {
            refusal = e; // said when the client has sent all, as other refusals are
        }
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public Duration time() {
        return time;
    }

    @Override
    public Problem tooLarge() {
        return Problem.ARCHIVE_TOO_LARGE;
    }

    @Override
    public @Nullable Problem keep(byte[] bytes, int count) {
        if (upload == null) {
            return refusal == null ? Problem.STORAGE_FULL : refusal.problem();
        }
        received += count;
        if (received > limit) {
            return tooLarge();
        }
        try {
            upload.write(bytes, count);
            return null;
        } catch (IOException e) {
            return Problem.STORAGE_FULL;
        }
    }

    @Override
    public void giveUp() {
        release();
    }

    @Override
    public Object whole() {
        if (upload == null) {
            return refusal == null ? Problem.STORAGE_FULL : refusal.problem();
        }
        try {
            upload.endOfBody();
            return upload;
        } catch (IOException e) {
            return Problem.STORAGE_FULL;
        }
    }

    @Override
    public void release() {
        if (upload != null) {
            upload.close();
            upload = null;
        }
    }

    @Override
    public Optional<Duration> retryAfter(Problem problem) {
        return problem == Problem.TOO_MANY_JOBS ? Optional.of(Jobs.RETRY_AFTER) : Optional.empty();
    }

    @Override
    public String detail(Problem problem) {
        if (refusal != null) {
            return refusal.detail();
        }
        return switch (problem) {
            case SLOW_REQUEST ->
                "the archive did not arrive within " + time.toSeconds() + " seconds (captioner.jobs.archive-time)";
            case STORAGE_FULL -> "the disk of the folder for jobs is full or fails; try a smaller archive";
            default ->
                String.format(
                        Locale.ROOT,
                        "accepted are at most %,d bytes of an archive (captioner.jobs.archive-limit); split it",
                        limit - BodyLimits.ENVELOPE);
        };
    }
}
