package org.tagzoo.app.web;

import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * What one request asks for, between its beginning and its answer. The answer may be given, where
 * the time is up, before its images are known; then they are not taken in at all.
 */
final class Errand<T> {

    private List<Work<T>> works = List.of();
    private boolean ended;

    /**
     * Takes in the images.
     *
     * @throws CancellationException if the answer has been given
     * @throws RequestException if there is no room for them
     */
    synchronized void begin(List<Work<T>> images, Intake intake) {
        if (ended) {
            throw new CancellationException("The request has had its answer");
        }
        intake.accept(images);
        works = images;
    }

    /** The answer is given: nobody wants what has no result yet. */
    synchronized void end() {
        ended = true;
        works.forEach(work -> work.result().cancel(false));
    }
}
