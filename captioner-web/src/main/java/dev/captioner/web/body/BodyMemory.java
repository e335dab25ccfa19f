package dev.captioner.web.body;

import dev.captioner.web.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that the bodies of all requests in flight share. */
public final class BodyMemory {
    private final BodyLimits limits;
    private final AtomicLong used = new AtomicLong();

    /** With the limits of the settings. */
    public BodyMemory(Settings settings) {
        this.limits = BodyLimits.of(settings);
    }

    BodyLimits limits() {
        return limits;
    }

    /** A sink that keeps the body of a request in this memory. */
    public BodySink sink(HttpServletRequest request) {
        String type = request.getContentType();
        boolean json = type == null || type.isEmpty() || BodyLimits.isJson(type); // without a type, it may be JSON
        return new MemorySink(this, limits.bytes(json), limits.photo(json), request.getContentLengthLong());
    }

    /** Reserves memory, unless more than the limit would be in use. */
    boolean reserve(int bytes) {
        if (used.addAndGet(bytes) > limits.memory()) {
            used.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void free(long bytes) {
        used.addAndGet(-bytes);
    }
}
