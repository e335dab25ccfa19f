package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the bytes of one request go as they arrive. */
interface BodySink {
    /** Most bytes. */
    long limit();

    /** Longest time for all of them to arrive. */
    Duration time();

    /** What a request with more bytes is told. */
    Problem tooLarge();

    /** More about a problem of receiving. */
    String detail(Problem problem);

    /** After what time a request that was refused for it may come again; nothing where time changes nothing. */
    Optional<Duration> retryAfter(Problem problem);

    /** Takes some bytes, or says why not. */
    @Nullable
    Problem keep(byte[] bytes, int count);

    /** Lets go of what was taken: the request is refused. */
    void giveUp();

    /** All bytes, in whatever form they were kept; or a {@link Problem}. */
    Object whole();

    /** The request is over; called once at least. */
    void release();
}
