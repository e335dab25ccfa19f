package dev.captioner.web.serving;

import dev.captioner.RequestCost;
import dev.captioner.decode.DecodingWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The share of heavy requests in the processors: half of them, at least one, while other requests are in flight, otherwise all. Each
 * heavy request computes on its own thread, in slices; before each slice, the request that has computed least goes first (processor
 * sharing). A request is admitted only if it and all that were admitted before will be done within their deadlines at the measured
 * rate. As long as nothing is measured, one request is admitted to measure it.
 */
final class HeavyShare {
    /** A request that costs more units is heavy: a light one delays its neighbours at most as two default ones would. */
    static final int LIGHT = 2;

    /** Rows that a decoder computes on one thread, and with which it needs it for some milliseconds only. */
    private static final int SLICE = 64;

    /** Units a second that a request is given a try with while nothing is measured. */
    private static final double PROBE = 10;

    /** The share of its time that such a request has before it is judged. */
    private static final int MARGIN_OF_PROBE = 5;

    private static final String ADVICE =
            "a smaller beam, fewer captions, a shorter maximum length, fewer words to include, fewer"
                    + " sentences or a smaller photo cost less";

    private static final int JOB = 0; // its cost is never asked

    /** How often a thread that waits for its turn looks at its client, its deadline and the requests in flight. */
    private static final long POLL_MILLIS = 20;

    private final int capacity;
    private final Duration deadline;
    private final int processors;
    private final BooleanSupplier othersInFlight;
    private final WorkRate rate;
    private final LongSupplier clock;
    private final List<Member> members = new ArrayList<>();
    private int requests;
    private int computing;

    /**
     * A share without requests.
     *
     * @param capacity maximum number of requests
     * @param deadline maximum time of each
     * @param othersInFlight whether light requests are in flight
     */
    HeavyShare(
            int capacity,
            Duration deadline,
            int processors,
            BooleanSupplier othersInFlight,
            DoubleSupplier expectedRate,
            LongSupplier clock) {
        this.capacity = capacity;
        this.deadline = deadline;
        this.processors = processors;
        this.othersInFlight = othersInFlight;
        this.clock = clock;
        rate = new WorkRate(expectedRate, clock);
    }

    /**
     * Admits a request.
     *
     * @throws Rejection when there are too many, or it or one before it could not be answered within its deadline
     */
    synchronized Member enter(int cost) {
        Member entering = new Member(cost);
        double perSecond = rate.perSecond();
        double before = members.stream()
                .mapToDouble(member -> Math.min(member.remaining(), cost))
                .sum();
        boolean inTime = Backlog.fits(before + cost, perSecond, Backlog.seconds(deadline))
                && members.stream().allMatch(member -> member.isJob() || member.canWaitFor(entering, perSecond));
        boolean probe = !inTime && requests == 0 && !rate.isMeasured() && cost <= PROBE * Backlog.seconds(deadline);
        if (requests >= capacity || !(inTime || probe)) {
            double backlog = units();
            throw new Rejection(
                    Rejection.Reason.OVERLOADED,
                    String.format(
                            Locale.ROOT,
                            "the share of heavy requests is full: this one costs %d units, %d others still need %.0f, and %.1f units a"
                                    + " second are being done; %s",
                            cost,
                            requests,
                            backlog,
                            perSecond,
                            ADVICE),
                    Backlog.retryAfter(backlog + cost, perSecond));
        }
        entering.isProbe = probe;
        if (requests++ == 0) {
            rate.begin();
        }
        members.add(entering);
        return entering;
    }

    /** Admits a job, which has no deadline: it takes its turn among heavy requests. */
    synchronized Member enterJob() {
        Member job = new Member(JOB);
        members.add(job);
        return job;
    }

    synchronized int requests() {
        return requests;
    }

    synchronized double units() {
        return members.stream().mapToDouble(Member::remaining).sum();
    }

    double unitsPerSecond() {
        return rate.perSecond();
    }

    Duration deadline() {
        return deadline;
    }

    private int permitted() {
        return othersInFlight.getAsBoolean() ? Math.max(1, processors / 2) : processors;
    }

    /** A heavy request. Used by its own thread. */
    final class Member implements AutoCloseable {
        private final int cost;
        private final long entered = clock.getAsLong();
        private double done; // units
        private long computed; // nanoseconds
        private long since;
        private boolean isProbe;
        private boolean isComputing;
        private boolean isWaiting;

        private Member(int cost) {
            this.cost = cost;
            computed =
                    members.stream().mapToLong(member -> member.computed).min().orElse(0);
        }

        private boolean isJob() {
            return cost == JOB;
        }

        private double remaining() {
            return Math.max(0, cost - done);
        }

        /** Whether this request is answered in time when another one shares the processors with all that are here. */
        private boolean canWaitFor(Member another, double perSecond) {
            double others = members.stream()
                    .mapToDouble(member -> Math.min(member.remaining(), remaining()))
                    .sum();
            double left = Backlog.seconds(deadline) - (clock.getAsLong() - entered) / 1e9;
            return Backlog.fits(others + Math.min(another.remaining(), remaining()), perSecond, left);
        }

        /**
         * Waits for this request's turn to compute. Whoever computes calls it every few milliseconds.
         *
         * @param wanted throws when the request is to be given up
         * @return how many rows the decoder may compute before the next call
         */
        int awaitTurn(Runnable wanted) {
            wanted.run();
            int rows = turn();
            while (rows == 0) {
                rows = waitForTurn();
                if (rows == 0) {
                    wanted.run();
                }
            }
            return rows;
        }

        /** Gives others their turn; returns 0 when it is not this request's. */
        private int turn() {
            synchronized (HeavyShare.this) {
                account();
                if (isProbe) {
                    checkProbe();
                }
                if (isComputing && (computing > permitted() || isSomeoneBehind())) {
                    stop();
                }
                return rows();
            }
        }

        /** Gives up early a request that was admitted before the rate was known and turns out to be too slow. */
        private void checkProbe() {
            double passed = (clock.getAsLong() - entered) / 1e9;
            double left = Backlog.seconds(deadline) - passed;
            if (passed > left / MARGIN_OF_PROBE && remaining() > rate.perSecond() * left) {
                throw new Rejection(
                        Rejection.Reason.OVERLOADED,
                        "the service is too slow at the moment for a request of " + cost + " units; " + ADVICE,
                        Backlog.retryAfter(remaining(), rate.perSecond()));
            }
        }

        private int waitForTurn() {
            synchronized (HeavyShare.this) {
                isWaiting = true;
                try {
                    HeavyShare.this.wait(POLL_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new Rejection(Rejection.Reason.TOO_LATE, "the service is stopping", Duration.ofSeconds(1));
                } finally {
                    isWaiting = false;
                }
                return rows();
            }
        }

        private int rows() {
            if (!isComputing && (computing >= permitted() || isSomeoneBehind())) {
                return 0;
            }
            if (!isComputing) {
                isComputing = true;
                computing++;
                since = clock.getAsLong();
            }
            return othersInFlight.getAsBoolean() ? SLICE : SLICE * Math.max(1, processors / members.size());
        }

        /** Whether a request that waits has computed less. */
        private boolean isSomeoneBehind() {
            return members.stream().anyMatch(member -> member.isWaiting && member.computed < computed);
        }

        private void account() {
            if (isComputing) {
                long now = clock.getAsLong();
                computed += now - since;
                since = now;
            }
        }

        private void stop() {
            isComputing = false;
            computing--;
            HeavyShare.this.notifyAll();
        }

        /** Decoding has been done. */
        void done(DecodingWork work) {
            done(RequestCost.decoding(work));
        }

        /** Work of so many units has been done. */
        void done(double units) {
            synchronized (HeavyShare.this) {
                done += units;
                rate.add(units);
            }
        }

        /** This request does not compute for a while. */
        void pause() {
            synchronized (HeavyShare.this) {
                account();
                if (isComputing) {
                    stop();
                }
            }
        }

        @Override
        public void close() {
            synchronized (HeavyShare.this) {
                pause();
                members.remove(this);
                if (!isJob() && --requests == 0) {
                    rate.end();
                }
            }
        }
    }
}
