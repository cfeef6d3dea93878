package org.tagzoo.zoo.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The ResNet-50 of Keras (tfjs layers or HDF5), seen with torchvision's names, layouts and
 * conventions.
 *
 * <ul>
 *   <li>Convolution kernels {@code [kh, kw, in, out]} become {@code [out, in, kh, kw]}, the dense
 *       layer {@code [in, out]} becomes {@code [out, in]}.
 *   <li>torchvision's convolutions have no bias: {@code gamma * (x + bias - mean) / s + beta}, so
 *       {@code running_mean = mean - bias}.
 *   <li>Batch norm divides by {@code sqrt(var + epsilon)}, with torchvision's 1e-5 in place of
 *       Keras's: {@code running_var = var + epsilon - 1e-5}.
 *   <li>The first convolution takes RGB where Keras took BGR. Input is 0 to 255, minus {@code
 *       (123.68, 116.779, 103.939)}, not divided.
 * </ul>
 *
 * <p>The network differs from torchvision's in one thing: layer2 to layer4 begin with stride 2 on
 * their first 1x1 convolution (and on the shortcut), not on the 3x3.
 */
public final class KerasResNet50 extends KerasNetwork {

    private static final double TORCHVISION_EPSILON = 1e-5;
    private static final double KERAS_EPSILON = 1e-3;
    private static final int[] BLOCKS = {3, 4, 6, 3};

    private final ToDoubleFunction<String> epsilons;

    /**
     * Takes over the model; closing this closes it.
     *
     * @throws WeightsException if layers are missing, left over, or not those of ResNet-50
     */
    public KerasResNet50(TfjsLayers keras) throws WeightsException {
        this(keras, epsilons(keras));
    }

    /** Takes over an HDF5 file, in which batch norm has the epsilon of Keras's own ResNet-50. */
    public KerasResNet50(KerasH5 keras) throws WeightsException {
        this(keras, norm -> KERAS_EPSILON);
    }

    private static ToDoubleFunction<String> epsilons(TfjsLayers keras) {
        Map<String, Double> epsilons = new HashMap<>();
        for (JsonNode layer : keras.topology().path("model_config").path("config").path("layers")) {
            JsonNode config = layer.path("config");
            if (layer.path("class_name").asText().equals("BatchNormalization")) {
                epsilons.put(config.path("name").asText(), config.path("epsilon").asDouble(-1));
            }
        }
        return norm -> epsilons.getOrDefault(norm, -1.0);
    }

    private KerasResNet50(TensorSource keras, ToDoubleFunction<String> epsilons)
            throws WeightsException {
        super(keras, "ResNet-50");
        this.epsilons = epsilons;
        addConvolution("conv1", "conv1", "bn_conv1", "bn1");
        for (int stage = 0; stage < BLOCKS.length; stage++) {
            for (int block = 0; block < BLOCKS[stage]; block++) {
                addBlock("layer%d.%d.".formatted(stage + 1, block), stage + 2, block);
            }
        }
        if (keras instanceof TfjsLayers || keras.names().contains("fc1000/kernel")) {
            dense("fc1000", "fc", 0);
        }
        requireAllUsed();
    }

    private void addBlock(String name, int stage, int block) throws WeightsException {
        String branch = stage + String.valueOf((char) ('a' + block)) + "_branch";
        for (int i = 0; i < 3; i++) {
            String part = branch + "2" + (char) ('a' + i);
            addConvolution(
                    "res" + part, name + "conv" + (i + 1), "bn" + part, name + "bn" + (i + 1));
        }
        if (block == 0) {
            String shortcut = name + "downsample.";
            addConvolution(
                    "res" + branch + "1", shortcut + "0", "bn" + branch + "1", shortcut + "1");
        }
    }

    private void addConvolution(String layer, String name, String norm, String normName)
            throws WeightsException {
        String bias = use(layer + "/bias", 1);
        String mean = use(norm + "/moving_mean", 1);
        String variance = use(norm + "/moving_variance", 1);
        boolean first = layer.equals("conv1");
        double epsilon = epsilons.applyAsDouble(norm);
        require(
                epsilon >= TORCHVISION_EPSILON && epsilon < 1,
                "has epsilon %s in '%s', expected 1e-5 to 1".formatted(epsilon, norm));
        long[] kernel = convolution(layer, name, first, values -> values);
        for (String vector : new String[] {bias, mean, variance}) {
            require(keras.shape(vector)[0] == kernel[3], "has another width in '" + vector + "'");
        }
        copy(normName + ".weight", use(norm + "/gamma", 1));
        copy(normName + ".bias", use(norm + "/beta", 1));
        put(normName + ".running_mean", keras.shape(mean), () -> minus(mean, bias));
        put(normName + ".running_var", keras.shape(variance), () -> raised(variance, epsilon));
    }

    private FloatBuffer minus(String mean, String bias) throws WeightsException {
        FloatBuffer means = keras.read(mean);
        FloatBuffer biases = keras.read(bias);
        float[] to = new float[means.remaining()];
        for (int i = 0; i < to.length; i++) {
            to[i] = means.get(i) - biases.get(i);
        }
        return FloatBuffer.wrap(to);
    }

    private FloatBuffer raised(String variance, double epsilon) throws WeightsException {
        FloatBuffer variances = keras.read(variance);
        float[] to = new float[variances.remaining()];
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) (variances.get(i) + (epsilon - TORCHVISION_EPSILON));
        }
        return FloatBuffer.wrap(to);
    }
}
