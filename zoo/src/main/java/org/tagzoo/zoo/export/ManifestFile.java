package org.tagzoo.zoo.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.json.CheckedJson;
import org.tagzoo.zoo.json.JsonText;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * {@code tagzoo.json}: {@code {"format": 1, "tagzoo": "0.1.0", "row": "resnet50", "network":
 * "resnet50", "imageSize": 128, "resize": "stretch-bilinear-antialiased", "model": {"file":
 * "model.pt", "sha256": "…"}, "labels": [{"label": "sky", "threshold": 0.55}, …]}}. Members that
 * are not known are passed over; what can't be understood without them raises the format.
 *
 * <p>In format 1 files are decoded whole. Format 2 has {@code "decoding": "reduced"}. Format 3 has
 * {@code "task": "classes"} too, and thresholds only if its task has them. Format 4 has {@code
 * "resize": "crop-bilinear-antialiased"} or the same with {@code pad}; before it all is stretched.
 * An export is written in the first format that can say what it is, for older versions to read.
 */
final class ManifestFile {

    /** The latest format that this code writes and reads. */
    static final int FORMAT = 4;

    private static final int WHOLE_IMAGES = 1;
    private static final int WITH_DECODING = 2;
    private static final int WITH_TASK = 3;

    private static final String RESIZE = "-bilinear-antialiased";
    private static final int LABEL_LIMIT = 1 << 20;

    private ManifestFile() {}

    /** Returns the file's text. */
    static String write(ExportManifest manifest) throws IOException {
        ExportDescription description = manifest.description();
        ObjectNode root = JsonText.object();
        int format = formatOf(description);
        root.put("format", format);
        root.put("tagzoo", manifest.writtenBy());
        root.put("row", description.row());
        root.put("network", description.network());
        root.put("imageSize", description.imageSize());
        root.put("resize", description.resize().label() + RESIZE);
        if (format >= WITH_DECODING) {
            root.put("decoding", description.decoding().label());
        }
        if (format >= WITH_TASK) {
            root.put("task", description.task().name());
        }
        ObjectNode model = root.putObject("model");
        model.put("file", ExportFiles.MODEL);
        model.put("sha256", manifest.modelSha256());
        ArrayNode labels = root.putArray("labels");
        for (int l = 0; l < description.labels().size(); l++) {
            ObjectNode label = labels.addObject();
            label.put("label", description.labels().name(l));
            if (description.thresholds().isPresent()) {
                label.put("threshold", description.thresholds().get().value(l));
            }
        }
        return JsonText.of(root);
    }

    private static int formatOf(ExportDescription description) {
        if (description.resize() != Resize.STRETCH) {
            return FORMAT;
        }
        if (!description.task().equals(Tasks.usual())) {
            return WITH_TASK;
        }
        return description.decoding() == Decoding.WHOLE ? WHOLE_IMAGES : WITH_DECODING;
    }

    /**
     * Reads a file.
     *
     * @throws ExportException if it is no description that this version understands
     */
    static ExportManifest read(Path file) throws ExportException {
        try {
            return manifest(JsonText.read(file), file);
        } catch (ExportException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ExportException(file + ": " + e.getMessage(), e);
        }
    }

    private static ExportManifest manifest(CheckedJson root, Path file) throws IOException {
        int format = format(root, file);
        CheckedJson model = root.object("model");
        required(model, "file", ExportFiles.MODEL);
        String sha256 = model.text("sha256");
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw model.wrong("sha256", "64 hexadecimal digits", sha256);
        }
        Task task = format >= WITH_TASK ? Tasks.byName(root.text("task")) : Tasks.usual();
        List<String> names = new ArrayList<>();
        List<Double> thresholds = new ArrayList<>();
        for (CheckedJson label : root.objects("labels", 1, LABEL_LIMIT)) {
            names.add(label.text("label"));
            if (task.hasThresholds()) {
                thresholds.add(label.number("threshold"));
            }
        }
        return new ExportManifest(
                new ExportDescription(
                        root.text("row"),
                        root.text("network"),
                        task,
                        new LabelSet(names),
                        task.hasThresholds()
                                ? Optional.of(new Thresholds(thresholds))
                                : Optional.empty(),
                        root.whole("imageSize", 1, Integer.MAX_VALUE),
                        format == WHOLE_IMAGES
                                ? Decoding.WHOLE
                                : Decoding.of(root.text("decoding")),
                        resize(root, format)),
                sha256,
                root.text("tagzoo"));
    }

    private static Resize resize(CheckedJson root, int format) throws IOException {
        for (Resize resize : Resize.values()) {
            boolean known = resize == Resize.STRETCH || format == FORMAT;
            if (known && root.is("resize", resize.label() + RESIZE)) {
                return resize;
            }
        }
        String allowed = format == FORMAT ? "stretch, crop or pad" : "stretch";
        throw root.wrong(
                "resize", "'%s%s'".formatted(allowed, RESIZE), "'" + root.text("resize") + "'");
    }

    private static int format(CheckedJson root, Path file) throws IOException {
        int format = root.whole("format", 1, Integer.MAX_VALUE);
        if (format > FORMAT) {
            throw new ExportException(
                    "%s is of format %d, written by TagZoo %s; this is TagZoo %s, which reads up to format %d: use TagZoo %3$s or later"
                            .formatted(
                                    file,
                                    format,
                                    root.text("tagzoo"),
                                    ExportManifest.TAGZOO,
                                    FORMAT));
        }
        return format;
    }

    private static void required(CheckedJson object, String name, String value) throws IOException {
        if (!object.is(name, value)) {
            throw object.wrong(name, "'" + value + "'", "'" + object.text(name) + "'");
        }
    }
}
