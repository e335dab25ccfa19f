package dev.captioner.web.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** So many requests a minute for each key: a bucket that fills steadily and of which each request takes one. */
final class RateLimit {
    private final int requestsPerMinute;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>(); // one for each key that is known

    /** @param requestsPerMinute 0 for no limit */
    RateLimit(int requestsPerMinute) {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException(
                    "captioner.security.requests-per-minute: expected at least 0, found " + requestsPerMinute);
        }
        this.requestsPerMinute = requestsPerMinute;
    }

    /** How long to wait until there is one again; zero when it has been taken. */
    Duration take(String key) {
        if (requestsPerMinute == 0) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe = buckets.computeIfAbsent(key, it -> newBucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(requestsPerMinute).refillGreedy(requestsPerMinute, Duration.ofMinutes(1)))
                .withNanosecondPrecision() // of a clock that is never set
                .build();
    }
}
