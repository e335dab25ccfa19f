package dev.captioner.encode;

import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Encodes many photos with all cores, a few at a time in memory. */
public final class BulkEncoding {
    /** Enough that no core waits while another works on a large photo. */
    private static final int PHOTOS_AHEAD_PER_CORE = 4;

    private BulkEncoding() {}

    /** A source whose regions are on their way. */
    private record Pending<S>(S source, CompletableFuture<RegionFeatures> regions) {}

    /**
     * Encodes photos; each gets the same regions, bit for bit, as alone.
     *
     * @param sources what photos come from, read as needed
     * @param open makes a photo of a source; called by several threads at once
     * @param sink gets each source with its regions, in the order of the sources, on the calling thread
     * @throws RuntimeException what {@code open} or {@code sink} threw, first source first; later sources are given up
     */
    public static <S> void encode(
            Encoder encoder, Iterable<S> sources, Function<S, Photo> open, BiConsumer<S, RegionFeatures> sink) {
        encode(encoder, sources, open, sink, (source, problem) -> {
            throw problem;
        });
    }

    /**
     * Encodes photos of which some may be bad; each good one gets the same regions, bit for bit, as alone.
     *
     * @param sources what photos come from, read as needed
     * @param open makes a photo of a source; called by several threads at once
     * @param sink gets each source whose photo is good with its regions, on the calling thread
     * @param refused gets each source whose photo is not, likewise; one of the two is called for each source, in their order
     * @throws RuntimeException what else {@code open}, or {@code sink} or {@code refused} threw; later sources are given up
     */
    public static <S> void encode(
            Encoder encoder,
            Iterable<S> sources,
            Function<S, Photo> open,
            BiConsumer<S, RegionFeatures> sink,
            BiConsumer<S, PhotoException> refused) {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(cores, BulkEncoding::thread);
        try {
            Deque<Pending<S>> pending = new ArrayDeque<>();
            Iterator<S> rest = sources.iterator();
            while (rest.hasNext() || !pending.isEmpty()) {
                while (rest.hasNext() && pending.size() < cores * PHOTOS_AHEAD_PER_CORE) {
                    S source = rest.next();
                    pending.add(new Pending<>(
                            source, CompletableFuture.supplyAsync(() -> encoder.encode(open.apply(source)), threads)));
                }
                Pending<S> first = pending.remove();
                RegionFeatures regions;
                try {
                    regions = await(first.regions());
                } catch (PhotoException e) {
                    refused.accept(first.source(), e);
                    continue;
                }
                sink.accept(first.source(), regions);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bulk-encoding");
        thread.setDaemon(true);
        return thread;
    }

    private static RegionFeatures await(CompletableFuture<RegionFeatures> regions) {
        try {
            return regions.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw e;
        }
    }
}
