package org.tagzoo.app.web;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.calibration.LabelCalibrations;
import org.tagzoo.zoo.calibration.PlattScaling;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.Thresholds;

/** An export of a small network that has learnt nothing. */
public final class TinyExport {

    static final List<String> LABELS = List.of("sky", "sea", "dog");
    private static final int SIZE = 32;

    private TinyExport() {}

    /** Writes it and returns its folder. */
    public static Path write(Path folder) throws IOException {
        return write(
                folder,
                new ExportDescription(
                        "cnn",
                        "cnn",
                        new LabelSet(LABELS),
                        new Thresholds(List.of(0.5, 0.4, 0.6)),
                        SIZE,
                        Decoding.WHOLE));
    }

    /**
     * Writes the same with calibrated scores, twice the logit and a half; it is never sure of the
     * first label, and always of the others.
     */
    static Path writeCareful(Path folder) throws IOException {
        Thresholds thresholds = new Thresholds(List.of(0.5, 0.4, 0.6));
        return write(
                folder,
                new ExportDescription(
                                "cnn",
                                "cnn",
                                new LabelSet(LABELS),
                                thresholds,
                                SIZE,
                                Decoding.WHOLE)
                        .calibrated(
                                new LabelCalibrations(
                                        Collections.nCopies(3, new PlattScaling(2, 0.5))),
                                Optional.of(thresholds))
                        .sureWithin(
                                new SureLimits(List.of(2.0, 0.4, 0.6), List.of(0.0, 0.4, 0.6))));
    }

    /** Writes one whose images have one class each, and returns its folder. */
    static Path writeClasses(Path folder) throws IOException {
        return write(
                folder,
                new ExportDescription(
                        "cnn",
                        "cnn",
                        Classes.INSTANCE,
                        new LabelSet(LABELS),
                        Optional.empty(),
                        ImageSize.square(SIZE),
                        Decoding.WHOLE,
                        Resize.STRETCH));
    }

    private static Path write(Path folder, ExportDescription description) throws IOException {
        Normalization normalization =
                new Normalization(List.of(120.0, 110.0, 100.0), List.of(60.0, 61.0, 62.0));
        Graph graph =
                new Network(Backbones.byName("cnn").orElseThrow(), Head.linear(LABELS.size()))
                        .graph(SIZE, normalization);
        ExportWriter.write(
                folder, graph, new InitialValues(1), description, Map.of("README.md", "# cnn\n"));
        return folder;
    }

    /** Returns a PNG file that it can tag. */
    public static byte[] image() {
        return TestImages.plain(Color.ORANGE, 40, 30, "png");
    }
}
