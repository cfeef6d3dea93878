package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * The micro-batches of nearly the same size in which a batch goes through a network.
 *
 * @param examples of the batch
 * @param least how many examples a micro-batch has, of a batch that has as many
 */
record BatchSplit(int examples, int least) {

    /** Returns how many micro-batches of at most a size there are, or of as few as are allowed. */
    int count(int size) {
        int count = (int) (((long) examples + size - 1) / size);
        return Math.max(1, Math.min(count, examples / least));
    }

    /** Returns a smaller size, which makes more micro-batches; 0 if there can't be more. */
    int smaller(int size) {
        int smaller = size == Integer.MAX_VALUE ? examples : size;
        while (count(smaller) == count(size)) {
            if (smaller == 1) {
                return 0;
            }
            smaller = (smaller + 1) / 2;
        }
        return smaller;
    }

    /** Returns views of some rows of all arrays; what is made of them is freed with the owner. */
    static NDList rows(NDList all, int first, int end, NDManager owner) {
        NDList some = new NDList();
        for (NDArray array : all) {
            NDArray view = array.get(first + ":" + end);
            view.attach(owner);
            some.add(view);
        }
        return some;
    }
}
