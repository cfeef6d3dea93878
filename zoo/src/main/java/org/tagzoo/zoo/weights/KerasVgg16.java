package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;

/**
 * The VGG16 of Keras, with or without its dense layers, under torchvision's names, for images that
 * are normalised as torchvision's: Keras's input is BGR of 0 to 255 less (103.939, 116.779,
 * 123.68), and what differs is in the first convolution. At the images' border, where Keras pads
 * with its own means, results differ by what half a grey level in 255 makes.
 */
public final class KerasVgg16 extends KerasNetwork {

    private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};

    /** Channels of the map that the first dense layer takes. */
    private static final int CHANNELS = 512;

    /** Of a kernel of 3 x 3. */
    private static final int AREA = 9;

    private static final double[] MEAN = {123.675, 116.28, 103.53};
    private static final double[] STD = {58.395, 57.12, 57.375};
    private static final double[] KERAS_MEAN = {123.68, 116.779, 103.939};

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
        super(keras, "VGG16");
        int index = 0;
        for (int block = 0; block < CONVOLUTIONS.length; block++) {
            for (int i = 0; i < CONVOLUTIONS[block]; i++) {
                convolution("block%d_conv%d".formatted(block + 1, i + 1), "features." + index);
                index += 2;
            }
            index++;
        }
        if (keras.names().contains("fc1/kernel")) {
            dense("fc1", "classifier.0", CHANNELS);
            dense("fc2", "classifier.3", 0);
            dense("predictions", "classifier.6", 0);
        }
        requireAllUsed();
    }

    private void convolution(String layer, String name) throws WeightsException {
        String bias = use(layer + "/bias", 1);
        if (!name.equals("features.0")) {
            convolution(layer, name, false, values -> values);
            copy(name + ".bias", bias);
            return;
        }
        long[] shape = convolution(layer, name, true, KerasVgg16::scaled);
        put(name + ".bias", keras.shape(bias), () -> shifted(layer + "/kernel", shape, bias));
    }

    private static float[] scaled(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * STD[i / AREA % STD.length]);
        }
        return values;
    }

    private FloatBuffer shifted(String kernel, long[] shape, String bias) throws WeightsException {
        float[] values = KerasLayouts.kernel(keras.read(kernel), shape, true);
        FloatBuffer before = keras.read(bias);
        double[] sums = new double[before.remaining()];
        for (int i = 0; i < values.length; i++) {
            int channel = i / AREA % STD.length;
            sums[i / AREA / STD.length] += values[i] * (MEAN[channel] - KERAS_MEAN[channel]);
        }
        FloatBuffer shifted = FloatBuffer.allocate(sums.length);
        for (int o = 0; o < sums.length; o++) {
            shifted.put(o, (float) (before.get(o) + sums[o]));
        }
        return shifted;
    }
}
