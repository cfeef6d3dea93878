package org.tagzoo.zoo.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.calibration.Calibration;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.MetadataInput;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.network.TextInput;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * {@code tagzoo.json}: {@code {"format": 1, "tagzoo": "0.2.0", "row": "resnet50", "network":
 * "resnet50", "imageSize": 128, "resize": "stretch-bilinear-antialiased", "model": {"file":
 * "model.pt", "sha256": "…"}, "labels": [{"label": "sky", "threshold": 0.55}, …]}}. Members that
 * are not known are passed over; what can't be understood without them raises the format.
 *
 * <p>In format 1 files are decoded whole. Format 2 has {@code "decoding": "reduced"}. Format 3 has
 * {@code "task": "classes"} too, and thresholds only if its task has them. Format 4 has {@code
 * "resize": "crop-bilinear-antialiased"} or the same with {@code pad}; before it all is stretched.
 * Format 5 has what weights are published with: {@code "crop-224-of-256-bicubic-antialiased"}.
 * Format 6 has images that are no squares, height first: {@code "imageSize": "138x92"}. Format 7
 * has {@code "domains"}, for each of which there is a branch. Format 8 has {@code "metadata"}, the
 * columns that the network takes, or {@code "text"}, a column that it reads, or the task {@code
 * class-and-box}. Format 9 has {@code "calibration"}, what makes probabilities of scores, which
 * thresholds are of then, or {@code "sureFrom"} and {@code "sureBelow"} beside each threshold. An
 * export is written in the first format that can say what it is, for older versions to read.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExportManifest(
        int format,
        String tagzoo,
        String row,
        String network,
        ImageSize imageSize,
        String resize,
        Decoding decoding,
        String task,
        ModelFile model,
        List<Label> labels,
        Domains domains,
        MetadataInput metadata,
        TextInput text,
        Calibration calibration) {

    /** The version of this code; a test holds it to the build's. */
    static final String TAGZOO = "0.2.0";

    /** The latest format that this code writes and reads. */
    static final int FORMAT = 9;

    private static final int WITH_DECODING = 2;
    private static final int WITH_TASK = 3;
    private static final int WITH_RESIZE = 4;
    private static final int WITH_CROP_OF = 5;
    private static final int WITH_SIZE = 6;
    private static final int WITH_DOMAINS = 7;
    private static final int WITH_METADATA = 8;
    private static final int WITH_CALIBRATION = 9;
    private static final String BILINEAR = "-bilinear";
    private static final String ANTIALIASED = "-antialiased";
    private static final int LABEL_LIMIT = 1 << 20;
    private static final int TEXT_LIMIT = 4096;

    /** The file of the network. */
    record ModelFile(String file, String sha256) {

        ModelFile {
            require(ExportFolder.MODEL.equals(file), "model.file", ExportFolder.MODEL, file);
            require(Sha256.isOne(sha256), "model.sha256", "64 hexadecimal digits", sha256);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Label(String label, Double threshold, Double sureFrom, Double sureBelow) {

        Label {
            requireText("label", label);
            require(
                    (sureFrom == null) == (sureBelow == null),
                    "sureFrom and sureBelow of " + label,
                    "both there, or none",
                    "one of them");
        }
    }

    /** What all formats have. */
    record Version(int format, String tagzoo) {

        Version {
            Check.that(format >= 1, "format", "a whole number from 1", format);
        }
    }

    ExportManifest {
        requireText("tagzoo", tagzoo);
        requireText("row", row);
        requireText("network", network);
        Resize known = Resize.STRETCH;
        if (resize != null && resize.endsWith(ANTIALIASED)) {
            known = resize(resize);
        }
        require(
                text(known).equals(resize)
                        && (format >= WITH_CROP_OF
                                || known.equals(Resize.STRETCH)
                                || (format >= WITH_RESIZE && known.isPlain())),
                "resize",
                text(Resize.STRETCH)
                        + (format < WITH_RESIZE ? "" : ", or the same with crop or pad"),
                resize);
        require(
                decoding != null || format < WITH_DECODING,
                "decoding",
                "whole or reduced",
                decoding);
        require(
                imageSize != null && (format >= WITH_SIZE || imageSize.isSquare()),
                "imageSize",
                "a number of pixels",
                imageSize);
        require(model != null, "model", "an object", model);
        require(labels != null, "labels", "a list", labels);
        Check.within("number of labels", labels.size(), 1, LABEL_LIMIT);
        Task predicted = format < WITH_TASK ? Tasks.usual() : Tasks.byName(String.valueOf(task));
        for (Label label : labels) {
            require(
                    label.threshold != null || !predicted.hasThresholds(),
                    "threshold of " + label.label,
                    "a number",
                    label.threshold);
        }
    }

    /** In which way an image is resized is said in full. */
    private static String text(Resize resize) {
        boolean isBilinear = resize.resampling() == Resampling.BILINEAR;
        return resize.label() + (isBilinear ? BILINEAR : "") + ANTIALIASED;
    }

    private static Resize resize(String text) {
        return Resize.of(text.replace(ANTIALIASED, "").replace(BILINEAR, ""));
    }

    private static void requireText(String name, String text) {
        String allowed = "a text of at most %d characters".formatted(TEXT_LIMIT);
        require(text != null && text.length() <= TEXT_LIMIT, name, allowed, text);
    }

    private static void require(boolean ok, String name, String allowed, Object found) {
        Check.that(ok, name, allowed, found == null ? "missing" : found);
    }

    private static int format(ExportDescription of) {
        if (of.calibration().isPresent() || of.sure().isPresent()) {
            return WITH_CALIBRATION;
        }
        if (!of.side().joined().isEmpty() || of.task().outputsBeside() > 0) {
            return WITH_METADATA;
        }
        if (!of.side().domains().isEmpty()) {
            return WITH_DOMAINS;
        }
        if (!of.imageSize().isSquare()) {
            return WITH_SIZE;
        }
        if (!of.resize().isPlain()) {
            return WITH_CROP_OF;
        }
        if (!of.resize().equals(Resize.STRETCH)) {
            return WITH_RESIZE;
        }
        if (!of.task().equals(Tasks.usual())) {
            return WITH_TASK;
        }
        return of.decoding() == Decoding.WHOLE ? 1 : WITH_DECODING;
    }

    static ExportManifest of(ExportDescription of, String modelSha256) {
        int format = format(of);
        List<Label> labels = new ArrayList<>();
        for (int l = 0; l < of.labels().size(); l++) {
            int label = l;
            labels.add(
                    new Label(
                            of.labels().name(l),
                            of.thresholds().map(t -> t.value(label)).orElse(null),
                            of.sure().map(s -> s.from().get(label)).orElse(null),
                            of.sure().map(s -> s.below().get(label)).orElse(null)));
        }
        return new ExportManifest(
                format,
                TAGZOO,
                of.row(),
                of.network(),
                of.imageSize(),
                text(of.resize()),
                format >= WITH_DECODING ? of.decoding() : null,
                format >= WITH_TASK ? of.task().name() : null,
                new ModelFile(ExportFolder.MODEL, modelSha256),
                labels,
                of.side().domains().isEmpty() ? null : of.side().domains(),
                of.side().metadata().orElse(null),
                of.side().text().orElse(null),
                of.calibration().orElse(null));
    }

    /**
     * Reads the file.
     *
     * @throws ExportException if it is no description that this version understands
     */
    static ExportManifest read(Path file) throws ExportException {
        CheckedJson json = CheckedJson.JSON.ignoringUnknown();
        try {
            var tree = json.tree(file);
            Version version = json.bind(tree, file.toString(), Version.class);
            if (version.format > FORMAT) {
                throw new ExportException(
                        "%s is of format %d, written by TagZoo %s; this is TagZoo %s, which reads up to format %d: use TagZoo %3$s or later"
                                .formatted(file, version.format, version.tagzoo, TAGZOO, FORMAT));
            }
            ExportManifest manifest = json.bind(tree, file.toString(), ExportManifest.class);
            manifest.description();
            return manifest;
        } catch (ExportException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ExportException(file + ": " + e.getMessage(), e);
        }
    }

    ExportDescription description() {
        Task predicted = format >= WITH_TASK ? Tasks.byName(task) : Tasks.usual();
        return new ExportDescription(
                row,
                network,
                predicted,
                new LabelSet(labels.stream().map(Label::label).toList()),
                predicted.hasThresholds()
                        ? Optional.of(
                                new Thresholds(labels.stream().map(Label::threshold).toList()))
                        : Optional.empty(),
                imageSize,
                format < WITH_DECODING ? Decoding.WHOLE : decoding,
                resize(resize),
                new SideInputs(
                        format < WITH_DOMAINS || domains == null ? Domains.NONE : domains,
                        Optional.ofNullable(metadata).filter(m -> format >= WITH_METADATA),
                        Optional.ofNullable(text).filter(t -> format >= WITH_METADATA)),
                Optional.ofNullable(calibration).filter(c -> format >= WITH_CALIBRATION),
                sure());
    }

    /** Returns the limits of all labels, or of none. */
    private Optional<SureLimits> sure() {
        long given = labels.stream().filter(label -> label.sureFrom != null).count();
        if (format < WITH_CALIBRATION || given == 0) {
            return Optional.empty();
        }
        Check.that(given == labels.size(), "sureFrom", "there for each label", given + " times");
        return Optional.of(
                new SureLimits(
                        labels.stream().map(Label::sureFrom).toList(),
                        labels.stream().map(Label::sureBelow).toList()));
    }
}
