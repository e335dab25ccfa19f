package dev.captioner;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.PhotoException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers encoded photos until there are enough to caption together, and keeps the bad ones in their place among them. */
final class CaptionWindow<S> {
    private final int size;
    private final Function<List<RegionFeatures>, List<List<Caption>>> captioning;
    private final CaptionSink<S> sink;
    private final List<Entry<S>> entries = new ArrayList<>();

    /** A source with its regions, or with what was wrong with it. */
    private record Entry<S>(
            S source,
            @Nullable RegionFeatures regions,
            @Nullable PhotoException problem) {}

    CaptionWindow(int size, Function<List<RegionFeatures>, List<List<Caption>>> captioning, CaptionSink<S> sink) {
        this.size = size;
        this.captioning = captioning;
        this.sink = sink;
    }

    void add(S source, RegionFeatures regions) {
        add(new Entry<>(source, regions, null));
    }

    void refuse(S source, PhotoException problem) {
        add(new Entry<>(source, null, problem));
    }

    private void add(Entry<S> entry) {
        entries.add(entry);
        if (entries.size() == size) {
            flush();
        }
    }

    /** Captions what is there and hands it over. */
    void flush() {
        List<RegionFeatures> regions =
                entries.stream().map(Entry::regions).filter(Objects::nonNull).toList();
        Iterator<List<Caption>> captions = captioning.apply(regions).iterator();
        for (Entry<S> entry : entries) {
            if (entry.problem() == null) {
                sink.captioned(entry.source(), captions.next());
            } else {
                sink.refused(entry.source(), entry.problem());
            }
        }
        entries.clear();
    }
}
