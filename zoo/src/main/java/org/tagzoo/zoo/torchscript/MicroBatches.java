package org.tagzoo.zoo.torchscript;

import java.io.IOException;

/**
 * Takes batches through a network in as many micro-batches as memory asks for: one, until it runs
 * out; from then on in micro-batches of half the size. Results are the same, to the last bits,
 * which depend on how many examples go through at once.
 */
public final class MicroBatches {

    private int size;

    /** Takes some examples of a batch through the network. */
    @FunctionalInterface
    public interface MicroBatch {

        /**
         * @param first the first of them in the batch
         * @param count how many
         */
        void run(int first, int count) throws IOException;
    }

    /**
     * @param size how many examples are taken at once as long as there is memory, at least 1
     */
    public MicroBatches(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("A micro-batch has 1 example or more, not " + size);
        }
        this.size = size;
    }

    /**
     * Takes a batch through, its examples in order. A micro-batch for which memory runs out is
     * begun again with half as many; of one example, the error goes to the caller.
     *
     * @param examples of the batch
     * @param some leaves nothing behind that a second time would disturb when it fails
     */
    public void run(int examples, MicroBatch some) throws IOException {
        for (int done = 0; done < examples; ) {
            int count = Math.min(size, examples - done);
            try {
                some.run(done, count);
                done += count;
            } catch (RuntimeException | OutOfMemoryError e) {
                if (!MemoryShortage.is(e) || count == 1) {
                    throw e;
                }
                size = (count + 1) / 2;
            }
        }
    }
}
