package org.tagzoo.zoo.network;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * Writes files of weights by {@link FormulaValues}, under torchvision's names: the same bytes
 * everywhere, so that what is trained on them can be compared with other programs.
 */
public final class FormulaWeights {

    private FormulaWeights() {}

    /**
     * Writes the weights of a network with its head of ImageNet's classes, which {@code tagzoo
     * compare --weights resnet18=FILE} takes.
     *
     * @param arguments a network, such as {@code resnet18}, the file, and the side of images that a
     *     transformer's positions are for, 224 if it is left out
     */
    public static void main(String[] arguments) throws IOException {
        Network network =
                new Network(
                        Backbones.byName(arguments[0]).orElseThrow(),
                        Head.linear(ImageNetClasses.names().size()));
        List<Double> any = List.of(1.0, 1.0, 1.0);
        int size = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 224;
        write(Path.of(arguments[1]), network.graph(size, new Normalization(any, any)));
    }

    /**
     * Writes a safetensors file.
     *
     * @param graph whose parameters are written, but for batch norm's counters
     */
    public static void write(Path file, Graph graph) throws IOException {
        SafetensorsWriter.write(file, source(graph), Map.of());
    }

    /** Returns the parameters of a graph, but for batch norm's counters. */
    public static TensorSource source(Graph graph) {
        TensorMap tensors = new TensorMap("a formula");
        for (Parameter parameter : graph.parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                tensors.put(
                        parameter.name(),
                        parameter.shape().stream().mapToLong(Integer::longValue).toArray(),
                        () -> FloatBuffer.wrap(new FormulaValues().values(parameter)));
            }
        }
        return tensors;
    }
}
