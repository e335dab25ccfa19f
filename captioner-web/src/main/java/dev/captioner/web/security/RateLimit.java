package dev.captioner.web.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Limits the units per minute of each key by a token bucket that refills steadily. */
final class RateLimit {
    private final int unitsPerMinute;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>(); // one per known key

    /** @param unitsPerMinute 0 for no limit */
    RateLimit(int unitsPerMinute) {
        if (unitsPerMinute < 0) {
            throw new IllegalArgumentException(
                    "captioner.security.requests-per-minute: expected at least 0, found " + unitsPerMinute);
        }
        this.unitsPerMinute = unitsPerMinute;
    }

    int unitsPerMinute() {
        return unitsPerMinute;
    }

    /**
     * Takes units for a request that is known to have used one already; for more units than a key can have, all that it can have.
     *
     * @return zero, or the time until the key has so many again; then none was taken
     */
    Duration takeMore(String key, int units) {
        return take(key, Math.min(units, unitsPerMinute - 1));
    }

    /** Takes a unit. Returns zero if there was one, otherwise the time until there is one again. */
    Duration take(String key) {
        return take(key, 1);
    }

    private Duration take(String key, int units) {
        if (unitsPerMinute == 0 || units == 0) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe = buckets.computeIfAbsent(key, it -> newBucket()).tryConsumeAndReturnRemaining(units);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(unitsPerMinute).refillGreedy(unitsPerMinute, Duration.ofMinutes(1)))
                .withNanosecondPrecision() // a monotonic clock
                .build();
    }
}
