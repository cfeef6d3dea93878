package org.tagzoo.zoo.weights;

import net.razorvine.pickle.PickleException;

/**
 * A row of numbers that tensors of a pickle lie in.
 *
 * @param key by which the file's storages are found
 * @param count how many numbers it has
 */
record PickledStorage(TensorType type, String key, long count)
        implements Comparable<PickledStorage> {

    PickledStorage {
        if (count < 0) {
            throw new PickleException("a storage of %d numbers".formatted(count));
        }
    }

    /** With an order, a hash table stays fast however many keys have one hash. */
    @Override
    public int compareTo(PickledStorage other) {
        int byKey = key.compareTo(other.key);
        int byCount = byKey == 0 ? Long.compare(count, other.count) : byKey;
        return byCount == 0 ? type.compareTo(other.type) : byCount;
    }
}
