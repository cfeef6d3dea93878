package org.tagzoo.zoo.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.metadata.MetadataColumn;
import org.tagzoo.datasets.metadata.MetadataEncoder;
import org.tagzoo.datasets.text.Characters;
import org.tagzoo.zoo.calibration.IsotonicCalibration;
import org.tagzoo.zoo.calibration.LabelCalibrations;
import org.tagzoo.zoo.calibration.PlattScaling;
import org.tagzoo.zoo.calibration.Uncalibrated;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.MetadataInput;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Scope;
import org.tagzoo.zoo.network.TextInput;
import org.tagzoo.zoo.network.Value;
import org.tagzoo.zoo.task.ClassAndBox;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.threshold.Thresholds;

/** An export of some kilobytes: two convolutions, batch norm, pooling and a linear head. */
final class TinyExport {

    static final int SIZE = 24;
    static final LabelSet LABELS =
            new LabelSet(List.of("sky", "sea", "dog & \"cat\"", "Straße", "never"));

    private TinyExport() {}

    private record Body() implements Backbone {

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public Value embed(Scope root, Value image) {
            Value x = Layers.conv(root.child("conv1"), image, 6, 3, 1);
            x = Layers.relu(Layers.batchNorm(root.child("bn1"), x));
            x = Layers.relu(Layers.conv(root.child("conv2"), Layers.maxPool(x, 2, 2, 0), 8, 3, 1));
            return Layers.flatten(Layers.adaptiveAvgPool(x, 1));
        }
    }

    /** Takes the file's width, a year, a genre and a title too. */
    static final HeadForm KNOWN =
            new HeadForm(
                    false,
                    0,
                    false,
                    Domains.NONE,
                    null,
                    0,
                    new MetadataInput(
                            new MetadataEncoder(
                                    List.of(
                                            new MetadataColumn.Numeric("width", 60, 30, false),
                                            new MetadataColumn.Numeric("year", 1990, 8, true),
                                            new MetadataColumn.Category(
                                                    "genre", List.of("drama", "war"), true, true)),
                                    false)),
                    new TextInput("title", new Characters("e tasz"), 12, 3, 4, false));

    static Graph graph(int size) {
        return graph(size, HeadForm.PLAIN);
    }

    private static Graph graph(int size, HeadForm form) {
        return new Network(new Body(), new Head(LABELS.size(), List.of(), 0, false, form))
                .graph(
                        size,
                        new Normalization(List.of(120.0, 110.0, 100.0), List.of(60.0, 61.0, 62.0)));
    }

    static ExportDescription description(int size) {
        return description(size, Decoding.WHOLE);
    }

    static ExportDescription description(int size, Decoding decoding) {
        return description(size, decoding, Resize.STRETCH);
    }

    static ExportDescription description(int size, Decoding decoding, Resize resize) {
        return new ExportDescription(
                "row",
                "tiny",
                Tags.INSTANCE,
                LABELS,
                Optional.of(new Thresholds(List.of(0.5, 0.4, 0.6, 0.55, 2.0))),
                ImageSize.square(size),
                decoding,
                resize);
    }

    /** One of each kind, over the scores that its images get. */
    static final LabelCalibrations CALIBRATION =
            new LabelCalibrations(
                    List.of(
                            new PlattScaling(1.5, -0.3),
                            new IsotonicCalibration(
                                    List.of(0.2f, 0.45f, 0.55f, 0.8f), List.of(0.1, 0.3, 0.6, 0.9)),
                            new Uncalibrated(),
                            new PlattScaling(0.25, 2),
                            new IsotonicCalibration(List.of(0.5f), List.of(0.05))));

    /** Writes one whose tags are calibrated. */
    static Path writeCalibrated(Path folder, int size) throws IOException {
        ExportDescription plain = description(size);
        ExportWriter.write(
                folder,
                graph(size),
                new FormulaValues(),
                plain.calibrated(CALIBRATION, plain.thresholds()),
                Map.of());
        return folder;
    }

    /** Writes one that takes more than pixels. */
    static Path writeKnown(Path folder, int size, Decoding decoding) throws IOException {
        ExportDescription plain = description(size, decoding);
        ExportDescription known =
                new ExportDescription(
                        plain.row(),
                        plain.network(),
                        plain.task(),
                        plain.labels(),
                        plain.thresholds(),
                        plain.imageSize(),
                        plain.decoding(),
                        plain.resize(),
                        KNOWN.sideInputs());
        ExportWriter.write(folder, graph(size, KNOWN), new FormulaValues(), known, Map.of());
        return folder;
    }

    /** Writes one of a class and a box, which lies within the image. */
    static Path writeBoxes(Path folder, int size) throws IOException {
        ExportDescription plain = description(size);
        ExportDescription boxes =
                new ExportDescription(
                        plain.row(),
                        plain.network(),
                        ClassAndBox.INSTANCE,
                        plain.labels(),
                        Optional.empty(),
                        plain.imageSize(),
                        plain.decoding(),
                        plain.resize());
        ParameterValues formula = new FormulaValues();
        Map<String, float[]> ofBox =
                Map.of(
                        "fc.box.bias", new float[] {3, 4, 1, 2},
                        "fc.box.factors", new float[] {1, 1, 1, 1});
        ExportWriter.write(
                folder,
                graph(size, HeadForm.PLAIN.withBox()),
                parameter ->
                        ofBox.containsKey(parameter.name())
                                ? ofBox.get(parameter.name())
                                : formula.values(parameter),
                boxes,
                Map.of());
        return folder;
    }

    /** Writes the export and returns its folder. */
    static Path write(Path folder) throws IOException {
        return write(folder, SIZE, Decoding.WHOLE);
    }

    static Path write(Path folder, int size, Decoding decoding) throws IOException {
        return write(folder, size, decoding, Resize.STRETCH);
    }

    static Path write(Path folder, int size, Decoding decoding, Resize resize) throws IOException {
        ExportWriter.write(
                folder,
                graph(size),
                new FormulaValues(),
                description(size, decoding, resize),
                Map.of("README.md", "# tiny\n"));
        return folder;
    }
}
