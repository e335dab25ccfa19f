package dev.captioner;

import dev.captioner.decode.DecodingPlan;
import dev.captioner.image.PhotoException;
import dev.captioner.model.EncodedPhoto;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Captions photos together and delivers the results in the order of their sources. The batch is kept full: a step is taken only
 * when a photo needs room, or at the end.
 */
final class OrderedCaptions<S> {
    private final CaptionBatch batch;
    private final DecodingPlan plan;
    private final CaptionSink<S> sink;
    private final int mostUndelivered;
    private final Deque<Entry<S>> undelivered = new ArrayDeque<>();

    /** A source with its captions, or with the reason why it has none. */
    private record Entry<S>(
            S source,
            CaptionBatch.@Nullable Member member,
            @Nullable PhotoException problem) {}

    OrderedCaptions(CaptionBatch batch, DecodingPlan plan, CaptionSink<S> sink) {
        this.batch = batch;
        this.plan = plan;
        this.sink = sink;
        mostUndelivered = 2 * batch.capacity(); // results that wait for a slow one before them
    }

    void add(S source, EncodedPhoto photo) {
        batch.makeRoom();
        add(new Entry<>(source, batch.admit(photo, plan), null));
    }

    void reject(S source, PhotoException problem) {
        add(new Entry<>(source, null, problem));
    }

    private void add(Entry<S> entry) {
        undelivered.add(entry);
        deliver();
        while (undelivered.size() > mostUndelivered) {
            batch.step();
            deliver();
        }
    }

    /** Captions what is left. */
    void finish() {
        batch.finish();
        deliver();
    }

    private void deliver() {
        while (!undelivered.isEmpty()) {
            Entry<S> first = undelivered.element();
            if (first.problem() != null) {
                sink.rejected(first.source(), first.problem());
            } else if (first.member() != null && first.member().finished()) {
                sink.captioned(first.source(), first.member().captions());
            } else {
                return;
            }
            undelivered.remove();
        }
    }
}
