package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The parts of nearly the same size in which a batch goes through a network.
 *
 * @param examples of the batch
 * @param least how many examples a part has, of a batch that has as many
 */
record MicroBatches(int examples, int least) {

    /**
     * Returns the number of parts.
     *
     * @param size how many examples a part has at most, unless that were fewer than it has at least
     */
    int count(int size) {
        int count = (int) (((long) examples + size - 1) / size);
        return Math.max(1, Math.min(count, examples / least));
    }

    /** Returns half a size, or less, so that there are more parts; 0 if there can't be. */
    int fewer(int size) {
        int fewer = size == Integer.MAX_VALUE ? examples : size;
        while (count(fewer) == count(size)) {
            if (fewer == 1) {
                return 0;
            }
            fewer = (fewer + 1) / 2;
        }
        return fewer;
    }

    /**
     * Returns the first example of a part, counted from 0; of the part after the last, their end.
     */
    static int first(int part, int parts, int examples) {
        return (int) ((long) examples * part / parts);
    }

    /** Returns views of some rows of all arrays; what is made of them is freed with the owner. */
    static NDList rows(NDList all, int first, int last, NDManager owner) {
        NDList some = new NDList();
        for (NDArray array : all) {
            NDArray view = array.get(first + ":" + last);
            view.attach(owner);
            some.add(view);
        }
        return some;
    }
}
