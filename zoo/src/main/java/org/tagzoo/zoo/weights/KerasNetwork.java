package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network of Keras, seen with torchvision's names and layouts. Tensors that it does not use, and
 * such as are missing or of another rank, are refused.
 */
abstract class KerasNetwork extends TensorMap {

    final TensorSource keras;
    private final String title;
    private final Set<String> used = new TreeSet<>();

    /**
     * @param keras taken over; closing this closes it
     * @param title of the network, for messages
     */
    KerasNetwork(TensorSource keras, String title) {
        super(keras.origin());
        this.keras = keras;
        this.title = title;
    }

    /** Returns the name of a tensor that must be there. */
    final String use(String name, int rank) throws WeightsException {
        require(keras.names().contains(name), "has no '" + name + "'");
        require(keras.shape(name).length == rank, "has no rank " + rank + " in '" + name + "'");
        used.add(name);
        return name;
    }

    final void copy(String name, String of) throws WeightsException {
        put(name, keras.shape(of), () -> keras.read(of));
    }

    /** Gives the values of a kernel in another way. */
    @FunctionalInterface
    interface Change {
        float[] of(float[] values);
    }

    /**
     * Adds a convolution's weight.
     *
     * @param swapChannels whether its input is RGB where Keras's was BGR
     * @return the shape of Keras's kernel
     */
    final long[] convolution(String layer, String name, boolean swapChannels, Change change)
            throws WeightsException {
        String kernel = use(layer + "/kernel", 4);
        long[] shape = keras.shape(kernel);
        long[] turned = {shape[3], shape[2], shape[0], shape[1]};
        put(
                name + ".weight",
                turned,
                () ->
                        FloatBuffer.wrap(
                                change.of(
                                        KerasLayouts.kernel(
                                                keras.read(kernel), shape, swapChannels))));
        return shape;
    }

    /**
     * Adds a dense layer.
     *
     * @param channels of the map that it takes flattened; 0 where it takes a vector
     */
    final void dense(String layer, String name, int channels) throws WeightsException {
        String kernel = use(layer + "/kernel", 2);
        long[] shape = keras.shape(kernel);
        int known = channels == 0 ? (int) shape[0] : channels;
        put(
                name + ".weight",
                new long[] {shape[1], shape[0]},
                () -> KerasLayouts.dense(keras.read(kernel), shape, known));
        copy(name + ".bias", use(layer + "/bias", 1));
    }

    final void requireAllUsed() throws WeightsException {
        Set<String> left = new TreeSet<>(keras.names());
        left.removeAll(used);
        require(left.isEmpty(), "has weights that %s has not: %s".formatted(title, left));
    }

    final void require(boolean held, String problem) throws WeightsException {
        if (!held) {
            throw new WeightsException(
                    "The Keras %s in %s %s".formatted(title, keras.origin(), problem));
        }
    }

    @Override
    public void close() throws WeightsException {
        keras.close();
    }
}
