package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoSource;
import dev.captioner.image.metadata.PhotoMetadata;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requested fields of photos, which are read from the source once more; of photos that have changed, none. */
record PhotoFields(PhotoSource source, Set<PhotoField> requested) {
    /** Copies the set. */
    PhotoFields {
        requested = Set.copyOf(requested);
    }

    /** Values of one photo; null where it has none or none was asked for. */
    record Values(@Nullable String date, @Nullable String description) {
        static final Values NONE = new Values(null, null);
    }

    boolean has(PhotoField field) {
        return requested.contains(field);
    }

    /** Reads photos; their rows must be asked for in order. */
    final class Reading implements AutoCloseable {
        private final @Nullable Originals originals = requested.isEmpty() ? null : new Originals(source);

        /** The values of the photo of a row. */
        Values of(PhotoRow row) {
            if (originals == null || row.sha256() == null || !(originals.of(row) instanceof Originals.Same same)) {
                return Values.NONE;
            }
            PhotoMetadata metadata = PhotoMetadata.of(same.bytes());
            return new Values(
                    value(PhotoField.DATE, metadata.taken()), value(PhotoField.DESCRIPTION, metadata.description()));
        }

        private @Nullable String value(PhotoField field, Optional<String> value) {
            return has(field) ? value.orElse(null) : null;
        }

        @Override
        public void close() {
            if (originals != null) {
                originals.close();
            }
        }
    }
}
