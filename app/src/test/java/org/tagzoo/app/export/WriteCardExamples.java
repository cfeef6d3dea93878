package org.tagzoo.app.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.calibration.IsotonicCalibration;
import org.tagzoo.zoo.calibration.LabelCalibrations;
import org.tagzoo.zoo.calibration.PlattScaling;
import org.tagzoo.zoo.calibration.Uncalibrated;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Writes exports of torchvision's networks with random weights, and their cards' examples of use,
 * for {@code run_card_examples.py}. Argument: the folder. They take 1.5 GB.
 */
final class WriteCardExamples {

    private static final LabelSet LABELS = new LabelSet(List.of("sky", "sea", "dog"));

    private static final LabelCalibrations CALIBRATION =
            new LabelCalibrations(
                    List.of(
                            new PlattScaling(1.5, -0.3),
                            new IsotonicCalibration(List.of(0.2f, 0.8f), List.of(0.1, 0.9)),
                            new Uncalibrated()));

    private WriteCardExamples() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Head linear = Head.linear(LABELS.size());
        Head hidden = new Head(LABELS.size(), List.of(16), 0.25, true);
        write(folder, "vgg16", false, linear, 48, Decoding.WHOLE, Resize.STRETCH);
        write(folder, "vgg16_bn", false, hidden, 48, Decoding.WHOLE, Resize.STRETCH);
        write(folder, "inception_v3", false, linear, 96, Decoding.WHOLE, Resize.STRETCH);
        write(folder, "resnet50", false, hidden, 64, Decoding.WHOLE, Resize.STRETCH);
        write(folder, "resnet50", true, linear, 32, Decoding.REDUCED, Resize.STRETCH);
        write(folder, "resnet18", false, linear, 40, Decoding.REDUCED, Resize.CROP);
        write(folder, "resnet34", false, linear, 40, Decoding.WHOLE, Resize.PAD);
    }

    private static void write(
            Path folder,
            String architecture,
            boolean keras,
            Head head,
            int imageSize,
            Decoding decoding,
            Resize resize)
            throws IOException {
        String row = architecture + (keras ? "-keras" : "");
        RowNetwork network =
                new RowNetwork(
                        row,
                        architecture,
                        keras,
                        head,
                        ImageSize.square(imageSize),
                        decoding,
                        resize,
                        new Normalization(List.of(124.0, 116.0, 104.0), List.of(58.0, 57.0, 56.0)),
                        LABELS,
                        "all",
                        "0".repeat(64),
                        Optional.empty());
        ParameterValues values =
                new InitialValues(1)
                        .butFor(
                                parameter -> parameter.name().contains(".running_"),
                                parameter ->
                                        statistics(
                                                parameter.count(),
                                                parameter.name().endsWith("_var")));
        ExportDescription raw =
                new ExportDescription(
                        row,
                        architecture,
                        Tags.INSTANCE,
                        LABELS,
                        Optional.of(Thresholds.same(0.5, LABELS.size())),
                        ImageSize.square(imageSize),
                        decoding,
                        resize);
        // Cards with calibrated scores have other Python; one network of each kind of image is
        // enough.
        ExportDescription description =
                decoding == Decoding.REDUCED || resize.equals(Resize.PAD)
                        ? raw.calibrated(CALIBRATION, raw.thresholds())
                        : raw;
        ExportWriter.write(
                folder.resolve(row),
                network.graph(),
                values,
                description,
                Map.of(
                        ModelCard.FILE,
                        CardUse.render(network, Tags.INSTANCE, description.calibration(), false)));
    }

    /** Unlike a new batch norm's, so that it matters which layer gets them. */
    private static float[] statistics(int count, boolean isVariance) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double wave = Math.sin(1 + 0.7 * i);
            values[i] = (float) (isVariance ? 1 + 0.5 * wave : 0.1 * wave);
        }
        return values;
    }
}
