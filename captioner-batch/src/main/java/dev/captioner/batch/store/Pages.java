package dev.captioner.batch.store;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Iterates over rows a page at a time; each page starts after the last row of the previous one. */
final class Pages<T> implements Iterator<T> {
    private final LongFunction<List<T>> after;
    private final ToLongFunction<T> place;
    private Iterator<T> page;
    private long last;

    /** Rows after a place. */
    Pages(long start, LongFunction<List<T>> after, ToLongFunction<T> place) {
        this.last = start;
        this.after = after;
        this.place = place;
        page = after.apply(last).iterator();
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext()) {
            page = after.apply(last).iterator();
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T row = page.next();
        last = place.applyAsLong(row);
        return row;
    }
}
