package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;

/**
 * The Inception v3 of Keras, with or without its dense layer, under torchvision's names, for pixels
 * brought to -1 to 1, as torchvision's {@code transform_input} does. Its convolutions have numbers,
 * in the order in which torchvision's run; its batch norm has no scale. Where average pooling meets
 * a map's border, Keras leaves padding out of the mean, torchvision counts it as zeros: there
 * results differ.
 */
public final class KerasInceptionV3 extends KerasNetwork {

    private static final String CONVOLUTION = "conv2d";
    private static final String NORM = "batch_normalization";
    private static final int COUNT = 94;

    /** Returns whether a source's layers are named as those of Keras's Inception v3. */
    static boolean isOne(TensorSource keras) {
        return layers(keras, CONVOLUTION, "/kernel").size() == COUNT
                && layers(keras, NORM, "/beta").size() == COUNT;
    }

    /** Layers of a kind, in the order of their numbers; the first may have none. */
    private static List<String> layers(TensorSource keras, String kind, String tensor) {
        return keras.names().stream()
                .filter(name -> name.matches(kind + "(_\\d{1,6})?" + tensor))
                .map(name -> StringUtils.removeEnd(name, tensor))
                .sorted(Comparator.comparingInt(KerasInceptionV3::number))
                .toList();
    }

    private static int number(String layer) {
        String last = StringUtils.substringAfterLast(layer, "_");
        return StringUtils.isNumeric(last) ? Integer.parseInt(last) : 0;
    }

    /**
     * Takes over the tensors; closing this closes them.
     *
     * @throws WeightsException if layers are missing, left over, or of another network
     */
    public KerasInceptionV3(TensorSource keras) throws WeightsException {
        super(keras, "Inception v3");
        require(isOne(keras), "has not %d convolutions, each with a batch norm".formatted(COUNT));
        List<String> convolutions = layers(keras, CONVOLUTION, "/kernel");
        List<String> norms = layers(keras, NORM, "/beta");
        List<String> units = units();
        for (int i = 0; i < COUNT; i++) {
            long[] shape =
                    convolution(
                            convolutions.get(i), units.get(i) + "conv", false, values -> values);
            norm(norms.get(i), units.get(i) + "bn", (int) shape[3]);
        }
        if (keras.names().contains("predictions/kernel")) {
            dense("predictions", "fc", 0);
        }
        requireAllUsed();
    }

    private void norm(String layer, String name, int width) throws WeightsException {
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        put(name + ".weight", new long[] {width}, () -> FloatBuffer.wrap(ones));
        copy(name + ".bias", use(layer + "/beta", 1));
        copy(name + ".running_mean", use(layer + "/moving_mean", 1));
        copy(name + ".running_var", use(layer + "/moving_variance", 1));
    }

    /** What torchvision's names of a convolution and its batch norm begin with, in their order. */
    private static List<String> units() {
        Normalization any = new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        Graph graph =
                new Network(Backbones.byName("inception_v3").orElseThrow(), Head.linear(1))
                        .graph(ImageSize.square(299), any);
        return graph.parameters().stream()
                .filter(parameter -> parameter.name().endsWith("conv.weight"))
                .map(parameter -> StringUtils.removeEnd(parameter.name(), "conv.weight"))
                .toList();
    }
}
