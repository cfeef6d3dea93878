package org.tagzoo.app.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.json.JsonText;

/**
 * {@code network.json} in a row's folder: a {@link RowNetwork}, and the name of the file with the
 * trained tensors. The same network gives the same bytes. Members that are not known are passed
 * over; what can't be understood without them raises the format: in format 1 images are decoded
 * whole and stretched, in format 2 there is {@code "decoding"}, in format 3 {@code "resize"} too. A
 * network is written in the first that can say what it is.
 */
public final class NetworkFile {

    /** Its name in a row's folder. */
    public static final String NAME = "network.json";

    /** The trained tensors, below a row's folder: those of the last phase, which has all. */
    public static final String TENSORS = "checkpoint/weights.safetensors";

    /** The same once validation and test were trained on too. */
    public static final String ALL_DATA_TENSORS = "checkpoint/weights-all-data.safetensors";

    /** The latest format that this code writes and reads. */
    static final int FORMAT = 3;

    /** Has no decoding. */
    static final int WHOLE_IMAGES = 1;

    /** Has no resize. */
    static final int STRETCHED_IMAGES = 2;

    private NetworkFile() {}

    /** Writes the file, in place of any that is there. */
    public static void write(Path rowFolder, RowNetwork network) throws IOException {
        ObjectNode root = JsonText.object();
        boolean whole = network.decoding() == Decoding.WHOLE;
        boolean stretched = network.resize() == Resize.STRETCH;
        int format = whole ? WHOLE_IMAGES : STRETCHED_IMAGES;
        root.put("format", stretched ? format : FORMAT);
        root.put("row", network.row());
        root.put("architecture", network.architecture());
        root.put("strideOnFirst1x1", network.strideOnFirst1x1());
        ObjectNode head = root.putObject("head");
        numbers(head.putArray("hidden"), network.head().hidden());
        head.put("dropout", network.head().dropout());
        head.put("standardized", network.head().standardized());
        root.put("imageSize", network.imageSize());
        if (!whole || !stretched) {
            root.put("decoding", network.decoding().label());
        }
        if (!stretched) {
            root.put("resize", network.resize().label());
        }
        ObjectNode normalization = root.putObject("normalization");
        numbers(normalization.putArray("mean"), network.normalization().mean());
        numbers(normalization.putArray("deviation"), network.normalization().deviation());
        ArrayNode labels = root.putArray("labels");
        network.labels().names().forEach(labels::add);
        root.put("trainedFrom", network.trainedFrom());
        ObjectNode tensors = root.putObject("tensors");
        tensors.put("file", TENSORS);
        tensors.put("sha256", network.tensorsSha256());
        network.weights()
                .ifPresentOrElse(
                        first -> describe(first, root.putObject("weights")),
                        () -> root.put("weights", NetworkReader.RANDOM));
        AtomicFile.write(rowFolder.resolve(NAME), JsonText.of(root));
    }

    private static void describe(FirstWeights first, ObjectNode weights) {
        weights.put("name", first.name());
        weights.put("file", first.file());
        first.given().ifPresent(path -> weights.put("given", path.toString()));
        weights.put("sha256", first.sha256());
        first.origin().ifPresent(origin -> weights.put("origin", origin));
        first.licence().ifPresent(licence -> weights.put("licence", licence));
    }

    private static void numbers(ArrayNode array, List<? extends Number> values) {
        values.forEach(value -> array.addPOJO(value));
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
        Path file = rowFolder.resolve(NAME);
        return new NetworkReader(file).read(JsonText.read(file));
    }
}
