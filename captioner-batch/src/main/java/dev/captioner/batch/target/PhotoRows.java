package dev.captioner.batch.target;

import dev.captioner.image.LeftOut;
import java.util.Iterator;

/** The rows of all photos of a source, in its order; can be iterated several times. */
public interface PhotoRows extends Iterable<PhotoRow> {
    /** The files of the source that are no photos. */
    LeftOut leftOut();

    /** Rows of a source. */
    static PhotoRows of(Iterable<PhotoRow> rows, LeftOut leftOut) {
        return new PhotoRows() {
            @Override
            public Iterator<PhotoRow> iterator() {
                return rows.iterator();
            }

            @Override
            public LeftOut leftOut() {
                return leftOut;
            }
        };
    }
}
