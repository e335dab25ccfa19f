package dev.captioner.web.serving;

import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.Captioner;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.web.metrics.ServiceMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes the captions of all who wait together: one thread takes them word by word, and whoever arrives joins at the next word.
 * Each gets the same captions, bit for bit, as alone.
 */
final class CaptionLoop implements AutoCloseable {
    private final Captioner captioner;
    private final int together;
    private final ServiceMetrics metrics;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "captions");

    private record Arrival(EncodedPhoto photo, DecodingPlan plan, CompletableFuture<List<Caption>> captions) {}

    private record Member(CaptionBatch.Member search, CompletableFuture<List<Caption>> captions) {}

    CaptionLoop(Captioner captioner, int together, ServiceMetrics metrics) {
        if (together < 1) {
            throw new IllegalArgumentException("at least 1 photo has to be computed at once, found " + together);
        }
        this.captioner = captioner;
        this.together = together;
        this.metrics = metrics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Captions of a photo; whoever cancels them gives them up, within a word. */
    CompletableFuture<List<Caption>> captions(EncodedPhoto photo, DecodingPlan plan) {
        CompletableFuture<List<Caption>> captions = new CompletableFuture<>();
        arrivals.add(new Arrival(photo, plan, captions));
        return captions;
    }

    private void run() {
        CaptionBatch batch = captioner.newBatch();
        List<Member> members = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                admit(batch, members);
                evict(members);
                if (batch.size() > 0) {
                    metrics.computedTogether(batch.size());
                    batch.step();
                }
                answer(members);
            } catch (InterruptedException e) {
                return; // closed
            } catch (RuntimeException | Error e) { // such as want of memory: those who come later are served again
                members.forEach(member -> member.captions().completeExceptionally(e));
                members.clear();
                batch = captioner.newBatch();
            }
        }
    }

    /** Waits for somebody when there is nobody. */
    private void admit(CaptionBatch batch, List<Member> members) throws InterruptedException {
        Arrival arrival = members.isEmpty() ? arrivals.take() : next(members);
        while (arrival != null) {
            if (!arrival.captions().isDone()) {
                members.add(new Member(batch.add(arrival.photo(), arrival.plan()), arrival.captions()));
            }
            arrival = next(members);
        }
    }

    @SuppressWarnings("NullAway") // poll gives null when there is nobody
    private Arrival next(List<Member> members) {
        return members.size() < together ? arrivals.poll() : null;
    }

    private static void evict(List<Member> members) {
        members.removeIf(member -> {
            if (member.captions().isDone()) { // cancelled
                member.search().leave();
                return true;
            }
            return false;
        });
    }

    private static void answer(List<Member> members) {
        members.removeIf(member -> {
            if (member.search().done()) {
                member.captions().complete(member.search().captions());
                return true;
            }
            return false;
        });
    }

    /** To be called when nobody waits any more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
