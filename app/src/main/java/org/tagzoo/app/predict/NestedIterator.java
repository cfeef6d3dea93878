package org.tagzoo.app.predict;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * The elements of several iterators, one after the other. Each is asked for only when those before
 * are used up.
 */
final class NestedIterator<T> implements Iterator<T> {

    private final Supplier<Iterator<T>> source;
    private Iterator<T> current = Collections.emptyIterator();

    /**
     * @param source gives the next iterator, and null after the last
     */
    NestedIterator(Supplier<Iterator<T>> source) {
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        while (current != null && !current.hasNext()) {
            current = source.get();
        }
        return current != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }
}
