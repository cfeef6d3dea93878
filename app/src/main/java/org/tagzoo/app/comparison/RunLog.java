package org.tagzoo.app.comparison;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What a user is told while a comparison runs, in one line each.
 *
 * @param lines is told each
 * @param told what {@link #once} has told
 */
record RunLog(Consumer<String> lines, Set<String> told) implements Consumer<String> {

    RunLog(Consumer<String> lines) {
        this(lines, ConcurrentHashMap.newKeySet());
    }

    @Override
    public void accept(String line) {
        lines.accept(line);
    }

    /** Tells what trials, folds and repeats would each say again. */
    void once(String line) {
        if (told.add(line)) {
            accept(line);
        }
    }
}
