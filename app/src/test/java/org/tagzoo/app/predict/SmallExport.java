package org.tagzoo.app.predict;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.threshold.Thresholds;

/** A small convolutional network that nobody trained, exported. */
public final class SmallExport {

    public static final LabelSet LABELS =
            new LabelSet(List.of("red, rather", "海と空", "a \"quoted\" one", "dog"));

    private SmallExport() {}

    /** Writes it to a folder. Its scores are near the thresholds, some above and some below. */
    public static Path write(Path folder) throws IOException {
        ExportDescription description =
                new ExportDescription(
                        "small",
                        "cnn",
                        LABELS,
                        new Thresholds(List.of(0.5, 0.49, Thresholds.NEVER, 0.51)),
                        24,
                        Decoding.WHOLE);
        Normalization normalization =
                new Normalization(List.of(120.0, 110.0, 100.0), List.of(20.0, 21.0, 22.0));
        ExportWriter.write(
                folder,
                new Network(Backbones.byName("cnn").orElseThrow(), Head.linear(LABELS.size()))
                        .graph(24, normalization),
                new InitialValues(1),
                description,
                Map.of());
        return folder;
    }

    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }
}
