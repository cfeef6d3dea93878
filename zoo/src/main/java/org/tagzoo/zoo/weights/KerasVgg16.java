package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.Set;
import java.util.TreeSet;

/**
 * The VGG16 of Keras, with or without its dense layers, under torchvision's names, for images that
 * are normalised as torchvision's: Keras's input is BGR of 0 to 255 less (103.939, 116.779,
 * 123.68), and what differs is in the first convolution. At the images' border, where Keras pads
 * with its own means, results differ by what half a grey level in 255 makes.
 */
public final class KerasVgg16 extends TensorMap {

    private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};

    /** Channels of the map that the first dense layer takes. */
    private static final int CHANNELS = 512;

    private static final double[] MEAN = {123.675, 116.28, 103.53};
    private static final double[] STD = {58.395, 57.12, 57.375};
    private static final double[] KERAS_MEAN = {123.68, 116.779, 103.939};

    private final TensorSource keras;
    private final Set<String> used = new TreeSet<>();

    /** Returns whether a source's layers are named as Keras's VGG16 names them. */
    static boolean isOne(TensorSource keras) {
        return keras.names().contains("block1_conv1/kernel")
                && keras.names().contains("block5_conv3/kernel");
    }

    /**
     * Takes over the tensors; closing this closes them.
     *
     * @throws WeightsException if layers are missing, left over, or of another network
     */
    public KerasVgg16(TensorSource keras) throws WeightsException {
        super(keras.origin());
        this.keras = keras;
        int index = 0;
        for (int block = 0; block < CONVOLUTIONS.length; block++) {
            for (int i = 0; i < CONVOLUTIONS[block]; i++) {
                convolution("block%d_conv%d".formatted(block + 1, i + 1), "features." + index);
                index += 2;
            }
            index++;
        }
        if (keras.names().contains("fc1/kernel")) {
            dense("fc1", "classifier.0", true);
            dense("fc2", "classifier.3", false);
            dense("predictions", "classifier.6", false);
        }
        Set<String> left = new TreeSet<>(keras.names());
        left.removeAll(used);
        if (!left.isEmpty()) {
            throw new WeightsException(
                    "The Keras VGG16 in %s has weights that VGG16 has not: %s"
                            .formatted(keras.origin(), left));
        }
    }

    private long[] shape(String name, int rank) throws WeightsException {
        if (!keras.names().contains(name) || keras.shape(name).length != rank) {
            throw new WeightsException(
                    "The Keras VGG16 in %s has no '%s' of %d dimensions"
                            .formatted(keras.origin(), name, rank));
        }
        used.add(name);
        return keras.shape(name);
    }

    private void convolution(String layer, String name) throws WeightsException {
        String kernel = layer + "/kernel";
        long[] shape = shape(kernel, 4);
        boolean first = name.equals("features.0");
        long[] swapped = {shape[3], shape[2], shape[0], shape[1]};
        put(
                name + ".weight",
                swapped,
                () -> {
                    float[] values = KerasLayouts.kernel(keras.read(kernel), shape, first);
                    return FloatBuffer.wrap(first ? scaled(values, shape) : values);
                });
        String bias = layer + "/bias";
        put(
                name + ".bias",
                shape(bias, 1),
                () -> first ? shifted(kernel, shape, bias) : keras.read(bias));
    }

    private static float[] scaled(float[] values, long[] shape) {
        int area = (int) (shape[0] * shape[1]);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * STD[i / area % STD.length]);
        }
        return values;
    }

    private FloatBuffer shifted(String kernel, long[] shape, String bias) throws WeightsException {
        float[] values = KerasLayouts.kernel(keras.read(kernel), shape, true);
        FloatBuffer before = keras.read(bias);
        int area = (int) (shape[0] * shape[1]);
        double[] sums = new double[before.remaining()];
        for (int i = 0; i < values.length; i++) {
            int channel = i / area % STD.length;
            sums[i / area / STD.length] += values[i] * (MEAN[channel] - KERAS_MEAN[channel]);
        }
        FloatBuffer shifted = FloatBuffer.allocate(sums.length);
        for (int o = 0; o < sums.length; o++) {
            shifted.put(o, (float) (before.get(o) + sums[o]));
        }
        return shifted;
    }

    private void dense(String layer, String name, boolean ofMap) throws WeightsException {
        String kernel = layer + "/kernel";
        long[] shape = shape(kernel, 2);
        int channels = ofMap ? CHANNELS : (int) shape[0];
        put(
                name + ".weight",
                new long[] {shape[1], shape[0]},
                () -> KerasLayouts.dense(keras.read(kernel), shape, channels));
        put(name + ".bias", shape(layer + "/bias", 1), () -> keras.read(layer + "/bias"));
    }

    @Override
    public void close() throws WeightsException {
        keras.close();
    }
}
