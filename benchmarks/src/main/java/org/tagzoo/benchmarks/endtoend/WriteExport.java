package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Writes an export of a network with random weights and ImageNet's normalisation.
 *
 * <p>Arguments: the folder, the network's name, the number of labels, the side of its pictures.
 */
public final class WriteExport {

    private WriteExport() {}

    public static void main(String[] args) throws IOException {
        String network = args[1];
        int labels = Integer.parseInt(args[2]);
        int size = Integer.parseInt(args[3]);
        Normalization normalization =
                new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
        ExportWriter.write(
                Path.of(args[0]),
                new Network(Backbones.byName(network).orElseThrow(), Head.linear(labels))
                        .graph(size, normalization),
                new InitialValues(1),
                new ExportDescription(
                        network,
                        network,
                        new LabelSet(
                                IntStream.range(0, labels).mapToObj(i -> "label" + i).toList()),
                        Thresholds.same(0.5, labels),
                        size),
                Map.of());
    }
}
