package org.tagzoo.app.network;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.app.report.RowName;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.json.CheckedJson;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Normalization;

/**
 * Makes a {@link RowNetwork} of JSON that may say anything.
 *
 * @param file for messages
 */
record NetworkReader(Path file) {

    /** Stands for first weights that were drawn. */
    static final String RANDOM = "random";

    private static final int LAYER_LIMIT = 1000;
    private static final int WIDTH_LIMIT = 65_536;
    private static final int LABEL_LIMIT = 100_000;
    private static final int CHANNELS = 3;

    RowNetwork read(CheckedJson root) throws IOException {
        int format = root.whole("format", 1, Integer.MAX_VALUE);
        if (format > NetworkFile.FORMAT) {
            throw new IOException(
                    "%s: format %d is a later TagZoo's; this one reads up to %d: use the TagZoo that made the run"
                            .formatted(file, format, NetworkFile.FORMAT));
        }
        String row = root.text("row");
        if (!RowName.isValid(row)) {
            throw root.wrong("row", RowName.RULE, row);
        }
        CheckedJson tensors = root.object("tensors");
        if (!tensors.is("file", NetworkFile.TENSORS)) {
            throw tensors.wrong("file", NetworkFile.TENSORS, tensors.text("file"));
        }
        CheckedJson normalization = root.object("normalization");
        try {
            LabelSet labels = new LabelSet(root.texts("labels", 1, LABEL_LIMIT));
            return new RowNetwork(
                    row,
                    root.text("architecture"),
                    root.bool("strideOnFirst1x1"),
                    head(root.object("head"), labels.size()),
                    root.whole("imageSize", 1, Integer.MAX_VALUE),
                    format == NetworkFile.WHOLE_IMAGES
                            ? Decoding.WHOLE
                            : Decoding.of(root.text("decoding")),
                    format <= NetworkFile.STRETCHED_IMAGES
                            ? Resize.STRETCH
                            : Resize.of(root.text("resize")),
                    new Normalization(
                            normalization.numbers("mean", CHANNELS, CHANNELS),
                            normalization.numbers("deviation", CHANNELS, CHANNELS)),
                    labels,
                    root.text("trainedFrom"),
                    tensors.text("sha256"),
                    weights(root));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + ": " + OneLine.of(e.getMessage()), e);
        }
    }

    private static Head head(CheckedJson head, int labels) throws IOException {
        return new Head(
                labels,
                head.wholes("hidden", LAYER_LIMIT, 1, WIDTH_LIMIT),
                head.number("dropout"),
                head.bool("standardized"));
    }

    private static Optional<FirstWeights> weights(CheckedJson root) throws IOException {
        if (root.is("weights", RANDOM)) {
            return Optional.empty();
        }
        CheckedJson weights = root.object("weights");
        try {
            return Optional.of(
                    new FirstWeights(
                            weights.text("name"),
                            weights.text("file"),
                            weights.optionalText("given").map(Path::of),
                            weights.text("sha256"),
                            weights.optionalText("origin"),
                            weights.optionalText("licence")));
        } catch (InvalidPathException e) {
            throw weights.wrong("given", "a path", e.getInput());
        }
    }
}
