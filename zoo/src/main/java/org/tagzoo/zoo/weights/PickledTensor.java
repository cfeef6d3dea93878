package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.razorvine.pickle.PickleException;

/**
 * A tensor as PyTorch pickles it: a view of a storage.
 *
 * @param offset of its first number in the storage
 * @param shape outermost dimension first
 * @param strides in numbers, as many as there are dimensions
 */
record PickledTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {

    /**
     * A row of numbers that tensors lie in.
     *
     * @param key by which the file's storages are found
     * @param count how many numbers it has
     */
    record Storage(TensorType type, String key, long count) implements Comparable<Storage> {

        private static final Comparator<Storage> ORDER =
                Comparator.comparing(Storage::key)
                        .thenComparing(Storage::count)
                        .thenComparing(Storage::type);

        Storage {
            if (count < 0) {
                throw new PickleException("a storage of %d numbers".formatted(count));
            }
        }

        /** With an order, a hash table stays fast however many keys have one hash. */
        @Override
        public int compareTo(Storage other) {
            return ORDER.compare(this, other);
        }
    }

    /** Tells where a storage lies in the file. */
    interface Start {
        long of(Storage storage) throws IOException;
    }

    private static final int MOST_DIMENSIONS = 64;

    PickledTensor {
        if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS) {
            throw new PickleException(
                    "a tensor has shape %s and strides %s".formatted(shape, strides));
        }
        if (offset < 0 || Stream.concat(shape.stream(), strides.stream()).anyMatch(n -> n < 0)) {
            throw new PickleException(
                    "a tensor has offset %d, shape %s and strides %s; none may be negative"
                            .formatted(offset, shape, strides));
        }
        checkRoom(storage, offset, new StoredTensor(storage.type(), 0, shape, strides));
    }

    private static void checkRoom(Storage storage, long offset, StoredTensor tensor) {
        try {
            long end = Math.addExact(offset, tensor.span());
            // One that repeats its numbers (stride 0) could ask for any amount of memory.
            if (end <= storage.count() && tensor.count() <= storage.count()) {
                return;
            }
        } catch (ArithmeticException e) {
            // More than a long can say is more than any storage has.
        }
        throw new PickleException(
                "a tensor with offset %d, shape %s and strides %s does not fit its storage of %d numbers"
                        .formatted(offset, tensor.shape(), tensor.strides(), storage.count()));
    }

    /** Returns where tensors lie in the file, asking once for each storage. */
    static Map<String, StoredTensor> located(Map<String, PickledTensor> tensors, Start start)
            throws IOException {
        Map<String, StoredTensor> located = new LinkedHashMap<>();
        Map<Storage, Long> starts = new HashMap<>();
        for (Map.Entry<String, PickledTensor> entry : tensors.entrySet()) {
            PickledTensor tensor = entry.getValue();
            Storage storage = tensor.storage;
            if (!starts.containsKey(storage)) {
                starts.put(storage, start.of(storage));
            }
            long position =
                    Math.addExact(
                            starts.get(storage), tensor.offset * storage.type().sizeInBytes());
            located.put(
                    entry.getKey(),
                    new StoredTensor(storage.type(), position, tensor.shape, tensor.strides));
        }
        return located;
    }
}
