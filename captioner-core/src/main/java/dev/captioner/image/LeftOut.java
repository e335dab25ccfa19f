package dev.captioner.image;

import dev.captioner.api.Internal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many files of a source were left out because they are no photos, by kind. Immutable. */
@Internal
public final class LeftOut {
    /** Nothing was left out. */
    public static final LeftOut NOTHING = new LeftOut(new EnumMap<>(FileKind.class));

    private final EnumMap<FileKind, Long> counts;

    private LeftOut(EnumMap<FileKind, Long> counts) {
        this.counts = counts;
    }

    /** Counts files. */
    public static final class Counter {
        private final EnumMap<FileKind, Long> counts = new EnumMap<>(FileKind.class);

        /** Counts one file. */
        public void add(FileKind kind) {
            counts.merge(kind, 1L, Long::sum);
        }

        /** Counts the files of another source too. */
        public void add(LeftOut others) {
            others.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
        }

        /** The numbers so far. */
        public LeftOut counts() {
            return new LeftOut(new EnumMap<>(counts));
        }
    }

    /** Whether no file was left out. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** The numbers by {@link FileKind#key}, in a fixed order. */
    public Map<String, Long> byKey() {
        Map<String, Long> byKey = new LinkedHashMap<>();
        counts.forEach((kind, count) -> byKey.put(kind.key(), count));
        return byKey;
    }

    /** The numbers that {@link #byKey} gave. Keys of other versions are ignored. */
    public static LeftOut ofKeys(Map<String, Long> byKey) {
        EnumMap<FileKind, Long> counts = new EnumMap<>(FileKind.class);
        for (FileKind kind : FileKind.values()) {
            Long count = byKey.get(kind.key());
            if (count != null && count > 0) {
                counts.put(kind, count);
            }
        }
        return new LeftOut(counts);
    }

    /** In words, such as {@code left out: 3 videos, 1 text file}; empty when nothing was left out. */
    public String inWords() {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey().count(entry.getValue()))
                        .collect(Collectors.joining(", ", "left out: ", ""));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeftOut that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
