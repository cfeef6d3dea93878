package org.tagzoo.app.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagzoo.app.report.OneLine;
import org.tagzoo.app.report.RowName;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportTarget;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.MapHead;
import org.tagzoo.zoo.network.Normalization;

/**
 * {@code network.json} in a row's folder: a {@link RowNetwork}, and the name of the file with the
 * trained tensors. The same network gives the same bytes. Members that are not known are passed
 * over; what can't be understood without them raises the format: in format 1 images are decoded
 * whole and stretched, in format 2 there is {@code "decoding"}, in format 3 {@code "resize"} too,
 * in format 4 one as weights are published with, in format 5 images that are no squares ({@code
 * "138x92"}, height first), in format 6 a {@link HeadForm}, in format 7 one with metadata, text, a
 * map or a box, in format 8 several {@code "heads"}, a second layer over labels or attention over
 * places. A network is written in the first that can say what it is.
 */
public final class NetworkFile {

    /** Its name in a row's folder. */
    public static final String NAME = "network.json";

    /** Its name in an export, of which every tensor is in one file. */
    public static final String IN_EXPORT = ExportTarget.ARCHITECTURE;

    /** The trained tensors, below a row's folder: those of the last phase, which has all. */
    public static final String TENSORS = "checkpoint/weights.safetensors";

    /** The same once validation and test were trained on too. */
    public static final String ALL_DATA_TENSORS = "checkpoint/weights-all-data.safetensors";

    /** The latest format that this code writes and reads. */
    private static final int FORMAT = 8;

    private static final int WITH_DECODING = 2;
    private static final int WITH_RESIZE = 3;
    private static final int WITH_CROP_OF = 4;
    private static final int WITH_SIZE = 5;
    private static final int WITH_FORM = 6;
    private static final int WITH_MORE = 7;
    private static final int WITH_HEADS = 8;

    /** Stands for initial values that were drawn. */
    private static final String RANDOM = "random";

    private static final int LAYER_LIMIT = 1000;
    private static final int WIDTH_LIMIT = 65_536;
    private static final int LABEL_LIMIT = 100_000;

    /** What all formats have. */
    record Version(int format) {

        Version {
            Check.atLeast("format", format, 1);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Content(
            int format,
            String row,
            String architecture,
            boolean strideOnFirst1x1,
            Layers head,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer heads,
            ImageSize imageSize,
            Decoding decoding,
            Resize resize,
            Normalization normalization,
            List<String> labels,
            String trainedFrom,
            Tensors tensors,
            Object weights) {

        Content {
            require(imageSize, "imageSize", "a number of pixels");
            require(head, "head", "an object");
            require(normalization, "normalization", "an object");
            require(labels, "labels", "a list");
            require(tensors, "tensors", "an object");
            Check.that(RowName.isValid(row), "row", RowName.RULE, row);
            Check.that(
                    format < WITH_DECODING || decoding != null,
                    "decoding",
                    "whole or reduced",
                    "missing");
            Check.that(
                    format < WITH_RESIZE || resize != null,
                    "resize",
                    "stretch, crop or pad",
                    "missing");
            Check.within("number of labels", labels.size(), 1, LABEL_LIMIT);
        }
    }

    private static void require(Object member, String name, String allowed) {
        Check.that(member != null, name, allowed, "missing");
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Layers(
            List<Integer> hidden, double dropout, boolean standardized, HeadForm form) {

        Layers {
            require(hidden, "hidden", "a list");
            Check.within("number of hidden layers", hidden.size(), 0, LAYER_LIMIT);
            hidden.forEach(width -> Check.within("hidden", width, 1, WIDTH_LIMIT));
        }
    }

    private record Tensors(String file, String sha256) {

        Tensors {
            Check.that(TENSORS.equals(file), "file", TENSORS, file);
        }
    }

    private NetworkFile() {}

    /** Writes the file, in place of any that is there. */
    public static void write(Path rowFolder, RowNetwork network) throws IOException {
        AtomicFile.write(rowFolder.resolve(NAME), text(network));
    }

    /** Returns what the file says of a network. */
    public static String text(RowNetwork network) {
        Head head = network.head();
        boolean plain = head.form().equals(HeadForm.PLAIN);
        int format = format(network);
        Content content =
                new Content(
                        format,
                        network.row(),
                        network.architecture(),
                        network.strideOnFirst1x1(),
                        new Layers(
                                head.hidden(),
                                head.dropout(),
                                head.standardized(),
                                plain ? null : head.form()),
                        network.heads() == 1 ? null : network.heads(),
                        network.imageSize(),
                        format < WITH_DECODING ? null : network.decoding(),
                        format < WITH_RESIZE ? null : network.resize(),
                        network.normalization(),
                        network.labels().names(),
                        network.trainedFrom(),
                        new Tensors(TENSORS, network.tensorsSha256()),
                        network.weights().isPresent() ? network.weights().get() : RANDOM);
        return CheckedJson.indented(content);
    }

    /** Returns the first format that can say what a network is. */
    private static int format(RowNetwork network) {
        HeadForm form = network.head().form();
        MapHead map = form.map();
        boolean attends = map != null && (map.residualAttention() != null || map.decoder() != null);
        if (network.heads() > 1 || form.labelLayer() || attends) {
            return WITH_HEADS;
        }
        if (!form.sideInputs().joined().isEmpty() || form.map() != null || form.box()) {
            return WITH_MORE;
        }
        if (!form.equals(HeadForm.PLAIN)) {
            return WITH_FORM;
        }
        if (!network.imageSize().isSquare()) {
            return WITH_SIZE;
        }
        if (!network.resize().isPlain()) {
            return WITH_CROP_OF;
        }
        if (!network.resize().equals(Resize.STRETCH)) {
            return WITH_RESIZE;
        }
        return network.decoding() == Decoding.WHOLE ? 1 : WITH_DECODING;
    }

    /** Whether a row's folder has the file. */
    public static boolean isIn(Path rowFolder) {
        return Files.isRegularFile(rowFolder.resolve(NAME));
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it can't be read, is of a later format, or describes no network that
     *     can be built; one line that names it
     */
    public static RowNetwork read(Path rowFolder) throws IOException {
        return readFile(rowFolder.resolve(NAME));
    }

    /**
     * Reads the network of an export.
     *
     * @param folder of the export, checked already
     * @throws IOException if it has none, as an older TagZoo wrote it or it computes in fewer bits,
     *     or it is not as it was written; one line
     */
    public static RowNetwork readExport(Path folder) throws IOException {
        Path file = folder.resolve(IN_EXPORT);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "%s is missing, which says what the stages of the network are; 'tagzoo export' of the run writes it, in float32"
                            .formatted(file));
        }
        return readFile(file);
    }

    /** Reads a file of any name, otherwise as {@link #read} does. */
    public static RowNetwork readFile(Path file) throws IOException {
        String origin = file.toString();
        CheckedJson json = CheckedJson.JSON.ignoringUnknown();
        JsonNode tree = json.tree(file);
        int format = json.bind(tree, origin, Version.class).format;
        if (format > FORMAT) {
            throw new IOException(
                    "%s: format %d is a later TagZoo's; this one reads up to %d: use the TagZoo that made the run"
                            .formatted(file, format, FORMAT));
        }
        Content content = json.bind(tree, origin, Content.class);
        Optional<PretrainedWeights> weights =
                RANDOM.equals(content.weights)
                        ? Optional.empty()
                        : Optional.of(
                                json.bind(
                                        tree.path("weights"),
                                        origin + ": weights",
                                        PretrainedWeights.class));
        try {
            LabelSet labels = new LabelSet(content.labels);
            Layers head = content.head;
            return new RowNetwork(
                    content.row,
                    content.architecture,
                    content.strideOnFirst1x1,
                    new Head(
                            labels.size(),
                            head.hidden,
                            head.dropout,
                            head.standardized,
                            head.form == null ? HeadForm.PLAIN : head.form),
                    content.imageSize,
                    format < WITH_DECODING ? Decoding.WHOLE : content.decoding,
                    format < WITH_RESIZE ? Resize.STRETCH : content.resize,
                    content.normalization,
                    labels,
                    content.trainedFrom,
                    content.tensors.sha256,
                    weights,
                    content.heads == null ? 1 : content.heads);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + ": " + OneLine.of(e.getMessage()), e);
        }
    }
}
