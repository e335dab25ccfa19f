package dev.captioner.web.serving;

import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.Captioner;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.web.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Captions the photos of all requests together: one thread steps a {@link CaptionBatch} and admits queued requests before each
 * step. Each request gets the same captions, bit for bit, as alone.
 *
 * <p>Every future that {@link #captions} returns completes: with the captions, with what made its own search or the step of all
 * fail, or with a {@link Rejection} when the loop is closed first. No failure ends the thread.
 */
final class CaptionLoop implements AutoCloseable {
    private final CaptionBatch batch;
    private final ServiceMetrics metrics;
    private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final List<Member> inFlight = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "captions");
    private @Nullable Throwable failure; // of the last step; those in flight have not been told yet
    private volatile boolean closed;
    private volatile boolean ended;

    private record Request(EncodedPhoto photo, DecodingPlan plan, CompletableFuture<List<Caption>> captions) {}

    private record Member(CaptionBatch.Member decoding, CompletableFuture<List<Caption>> captions) {}

    /**
     * A loop whose thread has not been started.
     *
     * @param capacity most photos in flight; further requests are queued
     */
    CaptionLoop(Captioner captioner, int capacity, ServiceMetrics metrics) {
        batch = captioner.newBatch(capacity);
        this.metrics = metrics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Captions of a photo, best first. Cancelling the future evicts the photo before the next step. */
    CompletableFuture<List<Caption>> captions(EncodedPhoto photo, DecodingPlan plan) {
        CompletableFuture<List<Caption>> captions = new CompletableFuture<>();
        queue.add(new Request(photo, plan, captions));
        if (ended) { // nobody takes it from the queue
            rejectQueued();
        }
        return captions;
    }

    private void run() {
        try {
            while (!closed) {
                try {
                    step();
                } catch (InterruptedException e) {
                    closed = true; // only close() interrupts
                } catch (RuntimeException | Error e) { // of neither a search nor the network: the batch catches those
                    failure = e;
                }
            }
        } finally {
            ended = true;
            failInFlight(stopping());
            rejectQueued();
        }
    }

    private void step() throws InterruptedException {
        if (failure != null) { // told here, where it is tried again when memory does not suffice even for that
            failInFlight(failure);
            failure = null;
        }
        admit();
        evictCancelled();
        if (batch.inFlight() > 0) {
            metrics.recordStep(batch.inFlight());
            batch.step();
        }
        complete();
    }

    /** Waits for a request when none is in flight. */
    private void admit() throws InterruptedException {
        Request request = inFlight.isEmpty() ? queue.take() : nextWithRoom();
        while (request != null) {
            if (!request.captions().isDone()) {
                admit(request);
            }
            request = nextWithRoom();
        }
    }

    private @Nullable Request nextWithRoom() {
        return batch.hasRoom() ? queue.poll() : null;
    }

    private void admit(Request request) {
        try {
            inFlight.add(new Member(batch.admit(request.photo(), request.plan()), request.captions()));
        } catch (RuntimeException | Error e) {
            request.captions().completeExceptionally(e);
        }
    }

    private void evictCancelled() {
        inFlight.removeIf(member -> {
            boolean cancelled = member.captions().isDone();
            if (cancelled) {
                member.decoding().evict();
            }
            return cancelled;
        });
    }

    private void complete() {
        inFlight.removeIf(member -> {
            boolean finished = member.decoding().finished();
            if (finished) {
                complete(member);
            }
            return finished;
        });
    }

    private static void complete(Member member) {
        List<Caption> captions;
        try {
            captions = member.decoding().captions();
        } catch (RuntimeException | Error e) {
            member.captions().completeExceptionally(e);
            return;
        }
        member.captions().complete(captions);
    }

    private void failInFlight(Throwable cause) {
        inFlight.forEach(member -> {
            member.decoding().evict();
            member.captions().completeExceptionally(cause);
        });
        inFlight.clear();
    }

    private void rejectQueued() {
        for (Request request = queue.poll(); request != null; request = queue.poll()) {
            request.captions().completeExceptionally(stopping());
        }
    }

    private static Rejection stopping() {
        return new Rejection(Rejection.Reason.TOO_LATE, "the service is stopping", Duration.ofSeconds(1));
    }

    /** Ends the thread after the current step. Requests that are queued or in flight are rejected. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
