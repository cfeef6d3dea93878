package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorMap;

/** Random weights, which stand for pretrained ones. */
final class RandomWeights {

    static final String NETWORK = "mobilenet_v3_small";

    /**
     * That batch norm takes the channels for: the less, the more a deep network makes of small
     * differences between images.
     */
    private static final float VARIANCE = 0.15f;

    private RandomWeights() {}

    /**
     * Writes those of a MobileNetV3, which is small: files of larger networks would be hashed for
     * most of a test's time. They are the same in each process.
     */
    static Path write(Path file) throws IOException {
        TensorMap tensors = new TensorMap("random weights");
        Network network = new Network(Backbones.byName(NETWORK).orElseThrow(), Head.linear(1000));
        Normalization none = new Normalization(List.of(0d, 0d, 0d), List.of(1d, 1d, 1d));
        for (Parameter parameter : network.graph(32, none).parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                float[] values = new InitialValues(5).values(parameter);
                if (parameter.name().endsWith("running_var")) {
                    Arrays.fill(values, VARIANCE);
                }
                long[] shape = parameter.shape().stream().mapToLong(n -> n).toArray();
                tensors.put(parameter.name(), shape, () -> FloatBuffer.wrap(values));
            }
        }
        SafetensorsWriter.write(file, tensors, Map.of());
        return file;
    }
}
