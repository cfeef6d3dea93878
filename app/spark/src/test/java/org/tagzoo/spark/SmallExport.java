package org.tagzoo.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.Thresholds;

/** An export of a small network, whose values are a formula. */
final class SmallExport {

    static final List<String> LABELS = List.of("sky", "a \"quoted\", label");
    private static final int SIZE = 24;

    private SmallExport() {}

    /** Returns a parameter's values, of either sign, 0.002 to 0.02. */
    static float[] values(Parameter parameter) {
        float[] values = new float[parameter.count()];
        for (int i = 0; i < values.length; i++) {
            int mixed = (i * 31 + parameter.name().length() * 17) % 19;
            boolean isPositive = mixed % 2 == 0 || !parameter.role().isWeight();
            values[i] = (isPositive ? 1 : -1) * 0.001f * (mixed + 2);
        }
        return values;
    }

    private static Graph graph() {
        return new Network(Backbones.of("ff2", false), Head.linear(LABELS.size()))
                .graph(
                        ImageSize.square(SIZE),
                        new Normalization(List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0)));
    }

    /** Returns the {@code weight} {@code [L, F]} or {@code bias} {@code [L]} of the last layer. */
    static Parameter headParameter(String ending) {
        return graph().parameters().stream()
                .filter(parameter -> parameter.name().endsWith(ending))
                .filter(parameter -> parameter.shape().get(0) == LABELS.size())
                .findFirst()
                .orElseThrow();
    }

    static Path write(Path folder) throws IOException {
        Graph graph = graph();
        ExportWriter.write(
                folder,
                graph,
                SmallExport::values,
                new ExportDescription(
                        "row",
                        "ff2",
                        Tasks.usual(),
                        new LabelSet(LABELS),
                        Optional.of(new Thresholds(List.of(0.0, 2.0))),
                        ImageSize.square(SIZE),
                        Decoding.WHOLE,
                        Resize.STRETCH),
                Map.of(
                        "architecture.json",
                        """
                        {"format": 1, "architecture": "ff2", "strideOnFirst1x1": false,
                         "normalization": {"mean": [0, 0, 0], "deviation": [255, 255, 255]}}
                        """));
        return folder;
    }
}
