package org.tagzoo.zoo.torchscript;

import java.io.IOException;

/**
 * Takes batches through a network in as many parts as memory asks for: one, until it runs out; from
 * then on half as many examples at a time. Results are the same, to the last bits, which depend on
 * how many go through at once.
 */
public final class FittingParts {

    private int atATime;

    /** Takes some examples of a batch through the network. */
    @FunctionalInterface
    public interface Part {

        /**
         * @param first the first of them in the batch
         * @param count how many
         */
        void run(int first, int count) throws IOException;
    }

    /**
     * @param atATime how many examples are taken at once as long as there is memory, at least 1
     */
    public FittingParts(int atATime) {
        if (atATime < 1) {
            throw new IllegalArgumentException("A part has at least 1 example, not " + atATime);
        }
        this.atATime = atATime;
    }

    /**
     * Takes a batch through, its examples in order. A part for which memory runs out is begun again
     * with half as many; of one example, the error goes to the caller.
     *
     * @param examples of the batch
     * @param part leaves nothing behind that a second time would disturb when it fails
     */
    public void run(int examples, Part part) throws IOException {
        for (int done = 0; done < examples; ) {
            int count = Math.min(atATime, examples - done);
            try {
                part.run(done, count);
                done += count;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!MemoryShortage.is(e) || count == 1) {
                    throw e;
                }
                atATime = (count + 1) / 2;
            }
        }
    }
}
