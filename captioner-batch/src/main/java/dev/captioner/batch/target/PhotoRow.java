package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A photo of the source with its result: a description or a problem.
 *
 * @param place in the source, from 0
 * @param name in the source
 * @param sha256 of its bytes, in lower-case hexadecimal; absent when they could not be read
 */
public record PhotoRow(
        long place,
        String name,
        @Nullable String sha256,
        @Nullable Described described,
        @Nullable PhotoProblem problem) {
    /** Checks that there is one of the two. */
    public PhotoRow {
        if ((described == null) == (problem == null)) {
            throw new IllegalArgumentException("expected a description or a problem of '" + name + "', found "
                    + (described == null ? "neither" : "both"));
        }
    }

    /** The names of the photos of rows. */
    static Iterable<String> names(Iterable<PhotoRow> rows) {
        return () -> {
            Iterator<PhotoRow> iterator = rows.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public String next() {
                    return iterator.next().name();
                }
            };
        };
    }
}
