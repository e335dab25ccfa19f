package dev.captioner.web.serving;

import dev.captioner.Captioner;
import dev.captioner.encode.EncodingWorkers;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.SlicedDecoder;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * Serves many clients at once. Workers, one per processor, decode and encode one photo each; {@link CaptionLoop} then decodes the
 * captions of all requests in one batch. Requests that cost much more than a default one compute in the {@link HeavyShare} instead.
 * The work in flight is limited, and so is the time of each request.
 */
public final class Serving implements AutoCloseable {
    private final CurrentModel models;
    private final PhotoReader reader;
    private final Settings.Queue queue;
    private final Settings.Limits limits;
    private final ServiceMetrics metrics;
    private final Admission admission;
    private final HeavyShare heavy;
    private final EncodingWorkers workers;

    /** Serves the current model. */
    public Serving(
            CurrentModel models,
            PhotoReader reader,
            Settings.Queue queue,
            Settings.Limits limits,
            ServiceMetrics metrics) {
        this.models = models;
        this.reader = reader;
        this.queue = queue;
        this.limits = limits;
        this.metrics = metrics;
        int processors = Runtime.getRuntime().availableProcessors();
        double expected = expectedRate(models);
        admission = new Admission(queue.capacity(), queue.deadline(), expected, System::nanoTime);
        heavy = new HeavyShare(
                queue.capacity(),
                queue.heavyDeadline(),
                processors,
                () -> admission.requests() > 0,
                () -> Math.max(expected, admission.unitsPerSecond() / 2), // of half the processors
                System::nanoTime);
        workers = new EncodingWorkers(processors);
        metrics.gauge("captioner.requests.inside", "requests in flight", () -> admission.requests() + heavy.requests());
        metrics.gauge("captioner.queue.depth", "photos that wait for a worker", workers::waiting);
        metrics.gauge("captioner.units.inside", "share", "light", "units in flight", admission::units);
        metrics.gauge("captioner.units.inside", "share", "heavy", "units in flight", heavy::units);
        metrics.gauge("captioner.units.rate", "share", "light", "units a second, measured", admission::unitsPerSecond);
        metrics.gauge("captioner.units.rate", "share", "heavy", "units a second, measured", heavy::unitsPerSecond);
    }

    private static double expectedRate(CurrentModel models) {
        try (CurrentModel.Lease lease = models.lease()) {
            return lease.model().firstUnitsPerSecond();
        }
    }

    /**
     * Admits a request.
     *
     * @throws Rejection when the queue is full
     */
    public RequestContext enter(Client client) {
        admission.enter();
        return new RequestContext(this, client, models.lease());
    }

    /** The rejection of a request that would arrive now; empty when the queue has room. Takes no place in the queue. */
    public Optional<Rejection> rejectionNow() {
        return admission.rejectionNow();
    }

    /** Whether a request is in flight. */
    public boolean isBusy() {
        return admission.requests() + heavy.requests() > 0;
    }

    /** The work of a job while it lasts. Its captioner decodes when it is the job's turn among heavy requests. */
    public static final class JobTurns implements AutoCloseable {
        private final HeavyShare.Member member;

        private JobTurns(HeavyShare.Member member) {
            this.member = member;
        }

        /** A captioner that waits for the turn of the job before each slice of a decoder step. */
        public Captioner captioner(Captioner captioner) {
            return captioner.inSlices(new SlicedDecoder.Pace() {
                @Override
                public int next() {
                    return member.awaitTurn(() -> {});
                }

                @Override
                public void done(int rows) {
                    member.pause(); // what a job does between two slices is no decoding
                }
            });
        }

        @Override
        public void close() {
            member.close();
        }
    }

    /** Lets a job take turns with heavy requests. */
    public JobTurns jobTurns() {
        return new JobTurns(heavy.enterJob());
    }

    Admission admission() {
        return admission;
    }

    HeavyShare heavy() {
        return heavy;
    }

    /** The limits of decoding options. */
    Settings.Limits limits() {
        return limits;
    }

    Duration deadline() {
        return queue.deadline();
    }

    PhotoReader reader() {
        return reader;
    }

    ServiceMetrics metrics() {
        return metrics;
    }

    EncodingWorkers workers() {
        return workers;
    }

    /** Ends the workers after the photos that they work on. Requests whose photos wait for a worker are rejected. */
    @Override
    public void close() {
        workers.close();
    }
}
