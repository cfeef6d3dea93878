package org.tagzoo.app.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decoded images that wait for the network: those that want tags first, and after so many of them
 * one that wants heat maps, if one waits. It holds no more than {@link Intake} lets in.
 */
final class WorkQueue {

    /** Turns of tags for each turn of heat maps where both are always wanted. */
    private static final int TURNS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Work.Tagging> taggings = new ArrayDeque<>();
    private final Queue<Work.Explaining> explainings = new ArrayDeque<>();
    private int turns;
    private boolean abandoned;

    void add(Work<?> work) {
        lock.lock();
        try {
            if (abandoned) {
                work.fail(RequestException.stopping());
            } else if (work instanceof Work.Tagging tagging) {
                taggings.add(tagging);
            } else if (work instanceof Work.Explaining explaining) {
                explainings.add(explaining);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next; returns null after {@link #abandon}. */
    Work<?> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taggings.isEmpty() && explainings.isEmpty()) {
                if (abandoned) {
                    return null;
                }
                changed.await();
            }
            boolean explain = taggings.isEmpty() || (turns >= TURNS && !explainings.isEmpty());
            turns = explain ? 0 : turns + 1;
            return explain ? explainings.remove() : taggings.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the next that wants tags, or null if there is none within a time. */
    Work.Tagging pollTagging(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (taggings.isEmpty() && left > 0 && !abandoned) {
                left = changed.awaitNanos(left);
            }
            return taggings.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells all that wait, and all that come, that the server stops. */
    void abandon() {
        List<Work<?>> left = new ArrayList<>();
        lock.lock();
        try {
            abandoned = true;
            left.addAll(taggings);
            left.addAll(explainings);
            taggings.clear();
            explainings.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(work -> work.fail(RequestException.stopping()));
    }
}
