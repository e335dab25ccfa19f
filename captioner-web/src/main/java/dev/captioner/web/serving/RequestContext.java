package dev.captioner.web.serving;

import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.Captioner;
import dev.captioner.RequestCost;
import dev.captioner.Token;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingWork;
import dev.captioner.encode.EncodingTask;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.model.SlicedDecoder;
import dev.captioner.web.metrics.Stage;
import dev.captioner.web.settings.Settings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private int cost = 1; // units
    private double decoding; // units of the cost
    private HeavyShare.@Nullable Member heavy; // once this request is known to be heavy
    private boolean done;
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

    /** The limits of decoding options. */
    public Settings.Limits limits() {
        return serving.limits();
    }

    /**
     * Admits the work of this request by its cost, then decodes and encodes its photo. Called once.
     *
     * @param work the decoding that follows
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the work cannot be done in time or is more than the client may have, the deadline has passed or the
     *     client has disconnected
     */
    public RequestPhoto encode(byte[] photo, DecodingWork work) {
        RequestPhoto encoded = encode(photo, work, (captioner, it) -> it, false);
        checkWanted(); // a stream would start, only to fail at once
        return encoded;
    }

    /**
     * Admits the work of this request by its cost, then decodes and encodes its photo and computes an answer or scores. Called once.
     *
     * @param work the decoding of {@code then}
     * @param then computes with the captioner that it is given
     */
    public <T> T encode(byte[] photo, DecodingWork work, BiFunction<Captioner, RequestPhoto, T> then) {
        return encode(photo, work, then, true);
    }

    private <T> T encode(
            byte[] bytes, DecodingWork work, BiFunction<Captioner, RequestPhoto, T> then, boolean decodes) {
        Clock clock = new Clock();
        admit(bytes, work);
        HeavyShare.Member member = heavy;
        T result = member == null
                ? await(serving.workers().submit(this, () -> {
                    checkWanted();
                    return compute(bytes, model().captioner(), then, decodes, clock);
                }))
                : inShare(member, () -> {
                    member.awaitTurn(this::checkWanted);
                    return compute(bytes, captioner(member), then, decodes, clock);
                });
        spent.putAll(clock.laps);
        done = decodes;
        return result;
    }

    private <T> T compute(
            byte[] bytes,
            Captioner captioner,
            BiFunction<Captioner, RequestPhoto, T> then,
            boolean decodes,
            Clock clock) {
        clock.lap(Stage.QUEUE);
        Photo photo = serving.reader().read(bytes);
        clock.lap(Stage.PHOTO);
        RequestPhoto encoded = new RequestPhoto(photo, captioner.look(photo));
        clock.lap(Stage.ENCODE);
        if (heavy != null) {
            heavy.done(Math.max(0, cost - decoding));
        }
        T result = then.apply(captioner, encoded);
        if (decodes) {
            clock.lap(Stage.DECODE);
        }
        return result;
    }

    private void admit(byte[] photo, DecodingWork work) {
        int units = RequestCost.units(serving.reader().pixels(photo), photo.length, work);
        if (units > HeavyShare.LIGHT) {
            heavy = serving.heavy().enter(units);
            serving.admission().leave(cost, false);
        } else {
            serving.admission().count(units);
        }
        cost = units;
        decoding = RequestCost.decoding(work);
        Duration wait = client.charge(units - 1);
        if (!wait.isZero()) {
            throw new Rejection(
                    Rejection.Reason.RATE_LIMITED,
                    "this key is over its rate limit: the request costs " + units + " units",
                    wait);
        }
    }

    /** The captioner for a heavy request: before each slice of a decoder step it waits for its turn. */
    private Captioner captioner(HeavyShare.Member member) {
        return model().captioner().inSlices(new SlicedDecoder.Pace() {
            @Override
            public int next() {
                return member.awaitTurn(RequestContext.this::checkWanted);
            }

            @Override
            public void done(int rows) {
                member.done(new DecodingWork(1, rows));
            }
        });
    }

    private static <T> T inShare(HeavyShare.Member member, Supplier<T> work) {
        try {
            return work.get();
        } finally {
            member.pause();
        }
    }

    /** Captions of a photo, best first. Those of light requests are decoded in one batch with those of others. */
    public List<Caption> captions(RequestPhoto photo, DecodingPlan plan) {
        if (heavy != null) {
            return stream(photo, plan, word -> {});
        }
        Clock clock = new Clock();
        List<Caption> captions = await(model().loop().captions(photo.encoded(), plan));
        return captioned(captions, clock);
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
        Captioner captioner = heavy == null ? model().captioner() : captioner(heavy);
        CaptionBatch batch = captioner.newBatch(1);
        CaptionBatch.Member member = batch.admit(photo.encoded(), plan);
        int sent = 0;
        while (!member.finished()) {
            checkWanted();
            serving.metrics().recordStep(1);
            batch.step();
            List<Token> stable = member.stablePrefix();
            if (heavy != null && sent < stable.size()) {
                heavy.pause(); // a client may read slowly
            }
            for (; sent < stable.size(); sent++) {
                sink.accept(stable.get(sent));
            }
        }
        if (heavy != null) {
            heavy.pause();
        }
        return captioned(member.captions(), clock);
    }

    private List<Caption> captioned(List<Caption> captions, Clock clock) {
        clock.lap(Stage.DECODE);
        spent.putAll(clock.laps);
        serving.metrics().captioned(captions);
        done = true;
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
                    "the response was not ready within " + deadline().toSeconds() + " seconds",
                    serving.admission().retryAfter());
        }
    }

    private Duration deadline() {
        return heavy == null ? serving.deadline() : serving.heavy().deadline();
    }

    private long nanosLeft() {
        return entered + deadline().toNanos() - System.nanoTime();
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
            throw EncodingTask.unchecked(Objects.requireNonNull(e.getCause()));
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
        return new Rejection(
                Rejection.Reason.TOO_LATE,
                "the service is stopping",
                serving.admission().retryAfter());
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
        if (heavy == null) {
            serving.admission().leave(cost, done);
        } else {
            heavy.close();
        }
        lease.close();
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
