package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Writes an export of a network with random weights and ImageNet's normalisation.
 *
 * <p>Arguments: the folder, the network's name, the number of labels, the side of its images.
 */
public final class WriteExport {

    private WriteExport() {}

    public static void main(String[] args) throws IOException {
        String network = args[1];
        int labels = Integer.parseInt(args[2]);
        int size = Integer.parseInt(args[3]);
        ExportWriter.write(
                Path.of(args[0]),
                LoadedNetwork.graph(network, labels, size),
                new InitialValues(1),
                new ExportDescription(
                        network,
                        network,
                        new LabelSet(
                                IntStream.range(0, labels).mapToObj(i -> "label" + i).toList()),
                        Thresholds.same(0.5, labels),
                        size,
                        Decoding.WHOLE),
                Map.of());
    }
}
