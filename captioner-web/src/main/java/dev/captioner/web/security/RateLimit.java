package dev.captioner.web.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Limits the requests per minute of each key by a token bucket that refills steadily. */
final class RateLimit {
    private final int requestsPerMinute;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>(); // one per known key

    /** @param requestsPerMinute 0 for no limit */
    RateLimit(int requestsPerMinute) {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException(
                    "captioner.security.requests-per-minute: expected at least 0, found " + requestsPerMinute);
        }
        this.requestsPerMinute = requestsPerMinute;
    }

    int requestsPerMinute() {
        return requestsPerMinute;
    }

    /** Takes a token. Returns zero if there was one, otherwise the time until there is one again. */
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
                .withNanosecondPrecision() // a monotonic clock
                .build();
    }
}
