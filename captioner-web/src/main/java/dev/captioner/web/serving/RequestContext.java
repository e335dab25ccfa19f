package dev.captioner.web.serving;

import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.Token;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.encode.EncodingTask;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.web.metrics.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One request from its admission to its response. It is abandoned when its client disconnects or its deadline passes; if it still
 * waits for a worker then, its photo is never decoded. Used by the request's own thread.
 */
public final class RequestContext implements AutoCloseable {
    /** How often to check whether the client has disconnected while a request waits; a check takes two system calls. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Serving serving;
    private final Client client;
    private final CurrentModel.Lease lease;
    private final long entered = System.nanoTime();
    private final Map<Stage, Long> spent = new EnumMap<>(Stage.class);
    private boolean over;

    RequestContext(Serving serving, Client client, CurrentModel.Lease lease) {
        this.serving = serving;
        this.client = client;
        this.lease = lease;
    }

    /** The model of this request. */
    public ServedModel model() {
        return lease.model();
    }

    /**
     * Decodes and encodes a photo on a worker.
     *
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the deadline has passed or the client has disconnected
     */
    public RequestPhoto encode(byte[] photo) {
        RequestPhoto encoded = encode(photo, Function.identity(), false);
        checkWanted(); // a stream would start, only to fail at once
        return encoded;
    }

    /** Decodes and encodes a photo on a worker, which then computes an answer or scores. */
    public <T> T encode(byte[] photo, Function<RequestPhoto, T> then) {
        return encode(photo, then, true);
    }

    private <T> T encode(byte[] bytes, Function<RequestPhoto, T> then, boolean decodes) {
        Clock clock = new Clock();
        EncodingTask<RequestContext, T> task = serving.workers().submit(this, () -> {
            checkWanted();
            clock.lap(Stage.QUEUE);
            Photo photo = serving.reader().read(bytes);
            clock.lap(Stage.PHOTO);
            RequestPhoto encoded = new RequestPhoto(photo, model().captioner().look(photo));
            clock.lap(Stage.ENCODE);
            T result = then.apply(encoded);
            if (decodes) {
                clock.lap(Stage.DECODE);
            }
            return result;
        });
        T result = await(task);
        spent.putAll(clock.laps);
        return result;
    }

    /** Captions of a photo, best first, decoded in one batch with those of other requests. */
    public List<Caption> captions(RequestPhoto photo, DecodingPlan plan) {
        Clock clock = new Clock();
        List<Caption> captions = await(model().loop().captions(photo.encoded(), plan));
        clock.lap(Stage.DECODE);
        spent.putAll(clock.laps);
        serving.metrics().captioned(captions);
        return captions;
    }

    /**
     * Captions of a photo, best first, decoded apart from other requests. Each word of the best caption is sent as soon as it is
     * certain and before the next step.
     *
     * @param sink receives each word, on this thread
     * @throws Rejection when the deadline has passed or the client has disconnected; the remaining words are not computed
     */
    public List<Caption> stream(RequestPhoto photo, DecodingPlan plan, Consumer<Token> sink) {
        Clock clock = new Clock();
        CaptionBatch batch = model().captioner().newBatch(1);
        CaptionBatch.Member member = batch.admit(photo.encoded(), plan);
        int sent = 0;
        while (!member.finished()) {
            checkWanted();
            serving.metrics().recordStep(1);
            batch.step();
            List<Token> stable = member.stablePrefix();
            for (; sent < stable.size(); sent++) {
                sink.accept(stable.get(sent));
            }
        }
        List<Caption> captions = member.captions();
        clock.lap(Stage.DECODE);
        spent.putAll(clock.laps);
        serving.metrics().captioned(captions);
        return captions;
    }

    /** Called by the request's thread, and by a worker before it starts, when the connection may already serve another request. */
    private synchronized void checkWanted() {
        if (over || client.isDisconnected()) {
            throw new Rejection(Rejection.Reason.CLIENT_GONE, "the client has disconnected", Duration.ZERO);
        }
        if (nanosLeft() <= 0) {
            throw new Rejection(
                    Rejection.Reason.TOO_LATE,
                    "the response was not ready within " + serving.deadline().toSeconds() + " seconds",
                    serving.retryAfter());
        }
    }

    private long nanosLeft() {
        return entered + serving.deadline().toNanos() - System.nanoTime();
    }

    private <T> T await(EncodingTask<?, T> task) {
        try {
            awaitDone(task::await);
            return task.outcome().get();
        } catch (CancellationException e) {
            throw stopping();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        } finally {
            task.cancel(false); // no effect once it has begun
        }
    }

    private <T> T await(CompletableFuture<T> future) {
        CountDownLatch done = new CountDownLatch(1); // unlike the future, it throws no exception when the time is over
        CompletableFuture<T> told = future.whenComplete((result, failure) -> done.countDown());
        try {
            awaitDone(done::await);
            return told.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        } finally {
            future.cancel(false); // no effect once it is done
        }
    }

    /** Waits for some time; false when it is over. */
    private interface TimedWait {
        boolean await(long time, TimeUnit unit) throws InterruptedException;
    }

    /** Waits as long as the client does, until the deadline. */
    private void awaitDone(TimedWait done) throws InterruptedException {
        while (!done.await(Math.min(POLL_NANOS, Math.max(1, nanosLeft())), TimeUnit.NANOSECONDS)) {
            checkWanted();
        }
    }

    private Rejection stopping() {
        return new Rejection(Rejection.Reason.TOO_LATE, "the service is stopping", serving.retryAfter());
    }

    /** The time spent on each stage so far. */
    public Timings timings() {
        return new Timings(
                milliseconds(Stage.QUEUE),
                milliseconds(Stage.PHOTO),
                milliseconds(Stage.ENCODE),
                milliseconds(Stage.DECODE));
    }

    private double milliseconds(Stage stage) {
        return TimeUnit.NANOSECONDS.toMicros(spent.getOrDefault(stage, 0L)) / 1000.0;
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
        }
        lease.close();
        serving.leave(Duration.ofNanos(System.nanoTime() - entered));
    }

    /** Measures the time of each stage; passes from thread to thread with the work. */
    private final class Clock {
        private final Map<Stage, Long> laps = new EnumMap<>(Stage.class);
        private long from = System.nanoTime();

        void lap(Stage stage) {
            long now = System.nanoTime();
            laps.put(stage, now - from);
            serving.metrics().recordTime(stage, Duration.ofNanos(now - from));
            from = now;
        }
    }
}
