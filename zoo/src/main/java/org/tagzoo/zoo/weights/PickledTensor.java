package org.tagzoo.zoo.weights;

import java.util.List;
import net.razorvine.pickle.PickleException;

/**
 * A tensor as PyTorch pickles it: a view of a storage.
 *
 * @param offset of its first number in the storage
 * @param shape outermost dimension first
 * @param strides in numbers, as many as there are dimensions
 */
record PickledTensor(PickledStorage storage, long offset, List<Long> shape, List<Long> strides) {

    private static final int MOST_DIMENSIONS = 64;

    PickledTensor {
        if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS) {
            throw new PickleException(
                    "a tensor has shape %s and strides %s".formatted(shape, strides));
        }
        if (offset < 0 || hasNegative(shape) || hasNegative(strides)) {
            throw new PickleException(
                    "a tensor has offset %d, shape %s and strides %s; none may be negative"
                            .formatted(offset, shape, strides));
        }
        checkRoom(storage, offset, new StoredTensor(storage.type(), 0, shape, strides));
    }

    private static boolean hasNegative(List<Long> numbers) {
        for (long number : numbers) {
            if (number < 0) {
                return true;
            }
        }
        return false;
    }

    private static void checkRoom(PickledStorage storage, long offset, StoredTensor tensor) {
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

    /**
     * @param start where the storage lies in the file
     */
    StoredTensor at(long start) {
        long position = Math.addExact(start, offset * storage.type().sizeInBytes());
        return new StoredTensor(storage.type(), position, shape, strides);
    }
}
