package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.image.PhotoException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * One photo that waits for a worker of {@link EncodingWorkers} or is on one. Once the work has ended, the task no longer refers
 * to the code, and so not to the bytes of the photo either.
 *
 * @param <S> the source of the photo
 * @param <R> the result of the work on it
 */
@Internal
public class EncodingTask<S, R> extends FutureTask<R> {
    private final S source;
    private final CountDownLatch done = new CountDownLatch(1);

    EncodingTask(S source, Callable<R> work) {
        super(work);
        this.source = source;
    }

    @Override
    protected void done() {
        done.countDown();
    }

    /** Waits for the end of the work; false when the time is over before. {@link #get} would throw an exception instead. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return done.await(time, unit);
    }

    /**
     * Waits for the outcome.
     *
     * @throws CancellationException when the task was cancelled
     */
    public EncodingOutcome<S, R> outcome() throws InterruptedException {
        try {
            return new EncodingOutcome.Encoded<>(source, get());
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            return cause instanceof PhotoException problem
                    ? new EncodingOutcome.RejectedPhoto<>(source, problem)
                    : new EncodingOutcome.Failed<>(source, cause);
        }
    }

    /** Throws an {@link Error} as itself; returns anything else as an exception to throw. */
    public static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
