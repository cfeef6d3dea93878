package org.tagzoo.zoo.export;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.threshold.Thresholds;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;

/**
 * Writes the folder of an export:
 *
 * <ul>
 *   <li>{@code model.pt}: TorchScript, pixels as unsigned bytes {@code [N, H, W, 3]} to logits
 *       {@code [N, L]} in float32, normalisation inside, parameters named as torchvision's and with
 *       {@linkplain FoldedNorms batch norm folded}; the same in fewer steps lies in it for
 *       processors. With branches a second input, {@code domain}, has a number for each, {@code [N,
 *       D]} in float32: 1 and zeros, or equal shares, see {@link Domains}. Where boxes are
 *       predicted, a second output has height, width, x and y {@code [N, 4]} in pixels of the input
 *   <li>{@code tagzoo.json}: the {@link ExportDescription}, and the SHA-256 of {@code model.pt}
 *   <li>{@code serving.properties}: for DJL, the translator and the engine
 *   <li>{@code synset.txt}: the labels, one a line, in the order of the logits
 *   <li>{@code thresholds.json}: {@code {"sky": 0.55, …}}, for programs without TagZoo: of the
 *       sigmoid of logits, whether tags are calibrated or not; none where an image has one class
 * </ul>
 */
public final class ExportWriter {

    /** The version of TagZoo that writes. */
    public static final String TAGZOO = ExportManifest.TAGZOO;

    private ExportWriter() {}

    /**
     * Writes an export, {@code tagzoo.json} last: a folder without it is none.
     *
     * @param folder made if it is missing; files of the same names are written over
     * @param graph the whole network, from pixels of {@code description.imageSize()} to logits
     * @param values its parameters
     * @param texts more files by name, such as {@code README.md}; plain names that are not taken
     * @throws IllegalArgumentException if the graph is not what the description says, or a name is
     *     not allowed
     * @throws IOException if a file can't be written
     */
    public static void write(
            Path folder,
            Graph graph,
            ParameterValues values,
            ExportDescription description,
            Map<String, String> texts)
            throws IOException {
        FoldedNorms folded = FoldedNorms.of(graph.frozen(), values);
        writeAll(
                folder,
                graph,
                aside -> TorchScriptArchive.writeForUse(aside, folded.graph(), folded.values()),
                description,
                texts);
    }

    /**
     * Writes an export of a network that computes in fewer bits.
     *
     * @param model made of {@code graph}
     */
    public static void write(
            Path folder,
            Graph graph,
            LowPrecisionModel model,
            ExportDescription description,
            Map<String, String> texts)
            throws IOException {
        writeAll(folder, graph, aside -> Files.copy(model.file(), aside), description, texts);
    }

    private static void writeAll(
            Path folder,
            Graph graph,
            AtomicFile.Maker archive,
            ExportDescription description,
            Map<String, String> texts)
            throws IOException {
        requireFit(graph, description);
        texts.keySet().forEach(ExportWriter::requireFree);
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(ExportFolder.MANIFEST));
        Path model = folder.resolve(ExportFolder.MODEL);
        AtomicFile.make(model, archive);
        AtomicFile.write(folder.resolve(ExportFolder.LABELS), labels(description));
        if (description.thresholds().isPresent()) {
            AtomicFile.write(
                    folder.resolve(ExportFolder.THRESHOLDS),
                    thresholds(description.labels(), description.rawThresholds().get()));
        } else {
            Files.deleteIfExists(folder.resolve(ExportFolder.THRESHOLDS));
        }
        AtomicFile.write(folder.resolve(ExportFolder.SERVING), serving());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            AtomicFile.write(folder.resolve(text.getKey()), text.getValue());
        }
        ExportManifest manifest = ExportManifest.of(description, Sha256.of(model));
        AtomicFile.write(folder.resolve(ExportFolder.MANIFEST), CheckedJson.indented(manifest));
    }

    private static void requireFit(Graph graph, ExportDescription description) {
        Dims input = graph.nodes().get(0).dims();
        List<Node> inputs = graph.inputs();
        List<Dims> side =
                description.side().all().stream().map(each -> Dims.vector(each.width())).toList();
        boolean takesPixels =
                Input.isPixels(graph.nodes().get(0).op())
                        && side.equals(inputs.stream().skip(1).map(Node::dims).toList());
        ImageSize size = description.imageSize();
        if (!takesPixels || !input.equals(Dims.map(3, size.height(), size.width()))) {
            throw new IllegalArgumentException(
                    "An exported network takes pixels of %s, this one takes %s"
                            .formatted(size.inWords(), input));
        }
        List<Dims> needed = new ArrayList<>(List.of(Dims.vector(description.labels().size())));
        if (description.task().outputsBeside() > 0) {
            needed.add(Dims.vector(description.task().outputsBeside()));
        }
        List<Dims> given = graph.outputs().stream().map(graph::dims).toList();
        if (!given.equals(needed)) {
            throw new IllegalArgumentException(
                    "An exported network gives a logit for each of %d labels, and the outputs %s of its task, this one gives %s"
                            .formatted(description.labels().size(), needed, given));
        }
    }

    private static void requireFree(String name) {
        if (!ExportFolder.isText(name)) {
            throw new IllegalArgumentException(
                    "'%s' can't be a file of an export: it must be a plain name of a text, and none of %s"
                            .formatted(name, ExportFolder.OWN));
        }
    }

    private static String labels(ExportDescription description) {
        return description.labels().names().stream()
                .map(name -> name.replaceAll("\\R", " ") + "\n")
                .collect(Collectors.joining());
    }

    private static String thresholds(LabelSet labels, Thresholds thresholds) {
        JsonObject root = new JsonObject();
        for (int l = 0; l < labels.size(); l++) {
            root.addProperty(labels.name(l), thresholds.value(l));
        }
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root)
                + "\n";
    }

    private static String serving() {
        return """
        engine=PyTorch
        option.modelName=model
        option.mapLocation=true
        translatorFactory=%s
        """
                .formatted(TagTranslatorFactory.class.getName());
    }
}
