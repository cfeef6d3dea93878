package org.tagzoo.app.cli;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
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

/** Random weights of a ResNet-18, which stand for pretrained ones. */
final class RandomWeights {

    private RandomWeights() {}

    /** Writes them, the same in each process. */
    static Path write(Path file) throws IOException {
        TensorMap tensors = new TensorMap("random weights");
        Network network =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(1000));
        Normalization none = new Normalization(List.of(0d, 0d, 0d), List.of(1d, 1d, 1d));
        for (Parameter parameter : network.graph(32, none).parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                float[] values = new InitialValues(5).values(parameter);
                long[] shape = parameter.shape().stream().mapToLong(n -> n).toArray();
                tensors.put(parameter.name(), shape, () -> FloatBuffer.wrap(values));
            }
        }
        SafetensorsWriter.write(file, tensors, Map.of());
        return file;
    }
}
