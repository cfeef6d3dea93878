package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasResNet50Test {

    @TempDir Path folder;

    private final TinyKerasResNet50 tiny = new TinyKerasResNet50();

    private KerasResNet50 open() throws Exception {
        return new KerasResNet50(TfjsLayers.open(tiny.write(folder)));
    }

    private float[] values(String name) throws Exception {
        try (KerasResNet50 weights = open()) {
            FloatBuffer buffer = weights.read(name);
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            return values;
        }
    }

    @Test
    void hasTorchvisionsNames() throws Exception {
        try (KerasResNet50 weights = open()) {
            assertEquals(53 + 53 * 4 + 2, weights.names().size());
            Map<String, long[]> some =
                    Map.of(
                            "conv1.weight", new long[] {2, 3, 7, 7},
                            "bn1.running_var", new long[] {2},
                            "layer1.0.downsample.0.weight", new long[] {2, 2, 1, 1},
                            "layer3.5.conv2.weight", new long[] {2, 2, 3, 3},
                            "layer4.2.bn3.bias", new long[] {2},
                            "fc.weight", new long[] {3, 2},
                            "fc.bias", new long[] {3});
            ParameterMatch.require(some, weights, name -> !some.containsKey(name));
        }
    }

    /** Keras {@code [kh][kw][in][out]}, torchvision {@code [out][in][kh][kw]}. */
    @Test
    void turnsKernels() throws Exception {
        float[] keras = tiny.values.get("res2a_branch2b/kernel");
        float[] ours = values("layer1.0.conv2.weight");
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int in = 0; in < 2; in++) {
                    for (int out = 0; out < 2; out++) {
                        assertEquals(
                                keras[((row * 3 + column) * 2 + in) * 2 + out],
                                ours[((out * 2 + in) * 3 + row) * 3 + column]);
                    }
                }
            }
        }
    }

    @Test
    void theFirstConvolutionTakesRedFirst() throws Exception {
        float[] keras = tiny.values.get("conv1/kernel");
        float[] ours = values("conv1.weight");
        int row = 2;
        int column = 5;
        for (int out = 0; out < 2; out++) {
            for (int channel = 0; channel < 3; channel++) {
                assertEquals(
                        keras[((row * 7 + column) * 3 + (2 - channel)) * 2 + out],
                        ours[((out * 3 + channel) * 7 + row) * 7 + column]);
            }
        }
    }

    /** What a batch norm gives must be the same with torchvision's epsilon and without a bias. */
    @Test
    void foldsBiasAndEpsilonIntoTheBatchNorm() throws Exception {
        for (String[] pair :
                new String[][] {
                    {"conv1", "bn_conv1", "bn1"},
                    {"res4b_branch2c", "bn4b_branch2c", "layer3.1.bn3"},
                    {"res3a_branch1", "bn3a_branch1", "layer2.0.downsample.1"}
                }) {
            float[] bias = tiny.values.get(pair[0] + "/bias");
            float[] gamma = tiny.values.get(pair[1] + "/gamma");
            float[] beta = tiny.values.get(pair[1] + "/beta");
            float[] mean = tiny.values.get(pair[1] + "/moving_mean");
            float[] variance = tiny.values.get(pair[1] + "/moving_variance");
            float[] weight = values(pair[2] + ".weight");
            float[] ourBias = values(pair[2] + ".bias");
            float[] ourMean = values(pair[2] + ".running_mean");
            float[] ourVariance = values(pair[2] + ".running_var");
            double x = -3.25;
            for (int i = 0; i < 2; i++) {
                double keras =
                        gamma[i] * (x + bias[i] - mean[i]) / Math.sqrt(variance[i] + 1e-3)
                                + beta[i];
                double ours =
                        weight[i] * (x - ourMean[i]) / Math.sqrt(ourVariance[i] + 1e-5)
                                + ourBias[i];
                assertEquals(keras, ours, 1e-6 * Math.abs(keras));
                assertEquals(variance[i] + 0.00099, ourVariance[i], 1e-7 * variance[i]);
            }
        }
    }

    @Test
    void turnsTheDenseLayer() throws Exception {
        float[] keras = tiny.values.get("fc1000/kernel");
        assertArrayEquals(
                new float[] {keras[0], keras[3], keras[1], keras[4], keras[2], keras[5]},
                values("fc.weight"));
        assertArrayEquals(tiny.values.get("fc1000/bias"), values("fc.bias"));
    }

    @Test
    void refusesOtherLayers() throws Exception {
        ObjectNode weight = (ObjectNode) tiny.model.at("/weightsManifest/0/weights/0");
        weight.put("name", "conv2/kernel");
        WeightsException e = assertThrows(WeightsException.class, this::open);
        assertTrue(e.getMessage().endsWith("has no 'conv1/kernel'"), e.getMessage());
    }

    @Test
    void refusesLayersLeftOver() throws Exception {
        tiny.values.put("extra", new float[1]);
        ObjectNode weight = tiny.model.withArray("/weightsManifest/0/weights").addObject();
        weight.put("name", "extra").put("dtype", "float32").putArray("shape");
        WeightsException e = assertThrows(WeightsException.class, this::open);
        assertTrue(e.getMessage().endsWith("that ResNet-50 has not: [extra]"), e.getMessage());
    }

    @Test
    void refusesABatchNormWithoutEpsilon() throws Exception {
        String config = "/modelTopology/model_config/config/layers/0/config";
        ((ObjectNode) tiny.model.at(config)).remove("epsilon");
        WeightsException e = assertThrows(WeightsException.class, this::open);
        assertTrue(e.getMessage().contains("epsilon -1.0 in 'bn_conv1'"), e.getMessage());
    }

    @Test
    void refusesATopologyWithoutBatchNorms() throws Exception {
        tiny.model.withArray("/modelTopology/model_config/config/layers").removeAll();
        WeightsException e = assertThrows(WeightsException.class, this::open);
        assertTrue(e.getMessage().contains("epsilon -1.0 in 'bn_conv1'"), e.getMessage());
    }
}
