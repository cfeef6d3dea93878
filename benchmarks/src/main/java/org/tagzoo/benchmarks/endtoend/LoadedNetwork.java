package org.tagzoo.benchmarks.endtoend;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.torchscript.Int8Calibration;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.WeightsFile;

/** A network in the engine, channels last, on the processor, with the weights of a file. */
final class LoadedNetwork {

    /** What torchvision's networks expect of a pixel from 0 to 255. */
    static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    private LoadedNetwork() {}

    /** Returns the graph of a network with a linear head. */
    static Graph graph(String name, int labels, int size) {
        Backbone backbone = Backbones.byName(name).orElseThrow();
        return new Network(backbone, Head.linear(labels)).graph(size, IMAGENET);
    }

    /** Loads all of a network, to be trained. */
    static ScriptModule whole(Path file, String name, int labels, int size, Precision precision)
            throws IOException {
        Graph graph = graph(name, labels, size);
        try (LoadedValues values = values(file, name, graph)) {
            return load(graph, values, precision);
        }
    }

    /** Loads what is before the head, frozen, batch norm folded into the convolutions. */
    static ScriptModule body(Path file, String name, int labels, int size, Precision precision)
            throws IOException {
        Graph graph = graph(name, labels, size);
        try (LoadedValues values = values(file, name, graph)) {
            FoldedNorms folded = FoldedNorms.of(graph.before(Stage.HEAD).frozen(), values);
            return load(folded.graph(), folded.values(), precision);
        }
    }

    /** Loads what is before the head in int8, made to fit the images. */
    static ScriptModule int8(Path file, String name, int labels, MemoryPixels pixels)
            throws IOException {
        Graph graph = graph(name, labels, pixels.size());
        try (LoadedValues values = values(file, name, graph);
                Int8Calibration calibration =
                        new Int8Calibration(graph.before(Stage.HEAD), values)) {
            calibration.add(pixels.all().duplicate(), pixels.count());
            return calibration.module();
        }
    }

    /** Loads a network with such values. */
    static ScriptModule load(Graph graph, ParameterValues values, Precision precision)
            throws IOException {
        return ScriptModule.load(
                graph, values, precision, MemoryFormat.CHANNELS_LAST, Device.cpu());
    }

    private static LoadedValues values(Path file, String name, Graph graph) throws IOException {
        Backbone backbone = Backbones.byName(name).orElseThrow();
        return LoadedValues.ofWhole(WeightsFile.open(file), graph, backbone);
    }
}
