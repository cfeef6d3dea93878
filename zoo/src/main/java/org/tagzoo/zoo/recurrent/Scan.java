package org.tagzoo.zoo.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A function of what it gave before and of the next item, over a list. */
public final class Scan {

    private Scan() {}

    /**
     * Returns what the function gave for each item, in order.
     *
     * @param start takes the place of what came before the first item
     */
    public static <S, T> List<S> over(List<T> items, S start, BiFunction<S, T, S> function) {
        List<S> results = new ArrayList<>(items.size());
        S before = start;
        for (T item : items) {
            before = function.apply(before, item);
            results.add(before);
        }
        return results;
    }
}
