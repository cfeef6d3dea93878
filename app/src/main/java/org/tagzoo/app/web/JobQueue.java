package org.tagzoo.app.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Decoded images that wait for the network: those that want tags first, and after so many of them
 * one that wants heat maps, if one waits. It holds no more than {@link Admission} lets in.
 */
final class JobQueue {

    /** Turns of tags for each turn of heat maps where both are always wanted. */
    private static final int TURNS = 8;

    private final Queue<Job.Tagging> taggings = new ArrayDeque<>();
    private final Queue<Job.Explaining> explainings = new ArrayDeque<>();
    private int turns;
    private boolean abandoned;

    synchronized void add(Job<?> job) {
        if (abandoned) {
            job.fail(RequestException.stopping());
        } else if (job instanceof Job.Tagging tagging) {
            taggings.add(tagging);
        } else if (job instanceof Job.Explaining explaining) {
            explainings.add(explaining);
        }
        notifyAll();
    }

    /** Waits for the next; returns null after {@link #abandon}. */
    synchronized Job<?> take() throws InterruptedException {
        requireUninterrupted();
        while (taggings.isEmpty() && explainings.isEmpty()) {
            if (abandoned) {
                return null;
            }
            wait();
        }
        boolean explain = taggings.isEmpty() || (turns >= TURNS && !explainings.isEmpty());
        turns = explain ? 0 : turns + 1;
        return explain ? explainings.remove() : taggings.remove();
    }

    /** Returns the next that wants tags, or null if there is none within a time. */
    synchronized Job.Tagging pollTagging(long nanos) throws InterruptedException {
        requireUninterrupted();
        long until = System.nanoTime() + nanos;
        long left = nanos;
        while (taggings.isEmpty() && left > 0 && !abandoned) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
        return taggings.poll();
    }

    /** Whoever is told to end must not take what it will not finish. */
    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Tells all that wait, and all that come, that the server stops. */
    void abandon() {
        List<Job<?>> left = new ArrayList<>();
        synchronized (this) {
            abandoned = true;
            left.addAll(taggings);
            left.addAll(explainings);
            taggings.clear();
            explainings.clear();
            notifyAll();
        }
        left.forEach(job -> job.fail(RequestException.stopping()));
    }
}
