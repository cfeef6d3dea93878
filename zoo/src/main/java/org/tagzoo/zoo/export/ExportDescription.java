package org.tagzoo.zoo.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.calibration.Calibration;
import org.tagzoo.zoo.network.SideInputs;
import org.tagzoo.zoo.task.ClassAndBox;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * What an export says about its network: all that it takes to make tags of its logits.
 *
 * @param row the row of the comparison that it comes from
 * @param network its architecture, such as {@code resnet50}
 * @param task what it predicts
 * @param labels the names of the logits, in order
 * @param thresholds one for each label; empty for a task without thresholds
 * @param imageSize that images become, each side 1 to 4096 pixels
 * @param decoding of files, before they are resized
 * @param resize how images become that size
 * @param side what the network takes of an image besides its pixels
 * @param calibration what makes probabilities of its scores, which thresholds are of then; empty
 *     for scores as the network gives them
 * @param sure from which scores on answers are sure; empty if they all count as sure. Of classes
 *     only the one of the highest score is an answer
 */
public record ExportDescription(
        String row,
        String network,
        Task task,
        LabelSet labels,
        Optional<Thresholds> thresholds,
        ImageSize imageSize,
        Decoding decoding,
        Resize resize,
        SideInputs side,
        Optional<Calibration> calibration,
        Optional<SureLimits> sure) {

    private static final int LARGEST_SIDE = 4096;

    public ExportDescription {
        int limits = thresholds.map(t -> t.values().size()).orElse(labels.size());
        if (labels.size() < 1 || labels.size() != limits) {
            throw new IllegalArgumentException(
                    "%d labels and %d thresholds; there must be as many, at least one"
                            .formatted(labels.size(), limits));
        }
        if (thresholds.isPresent() != task.hasThresholds()) {
            throw new IllegalArgumentException(
                    "A network of %s has %s thresholds"
                            .formatted(task.name(), task.hasThresholds() ? "its" : "no"));
        }
        calibration.ifPresent(
                found ->
                        Check.that(
                                found.fits(labels.size(), !task.hasThresholds()),
                                "calibration",
                                task.hasThresholds()
                                        ? "one for each of %d labels".formatted(labels.size())
                                        : "one temperature for all classes",
                                found));
        sure.ifPresent(around -> requireAround(limits, thresholds, around));
        imageSize.within("imageSize", 1, LARGEST_SIDE);
        task.requireResize(resize);
    }

    private static void requireAround(
            int labels, Optional<Thresholds> thresholds, SureLimits limits) {
        Check.that(
                limits.from().size() == labels,
                "the number of limits from which labels are sure",
                labels + ", as there are labels",
                limits.from().size());
        List<Double> inner = thresholds.map(Thresholds::values).orElse(List.of());
        for (int l = 0; l < inner.size(); l++) {
            double low = limits.below().get(l);
            Check.within("threshold", inner.get(l), low, limits.from().get(l));
        }
    }

    /** A network whose scores are left as they are. */
    public ExportDescription(
            String row,
            String network,
            Task task,
            LabelSet labels,
            Optional<Thresholds> thresholds,
            ImageSize imageSize,
            Decoding decoding,
            Resize resize,
            SideInputs side) {
        this(
                row,
                network,
                task,
                labels,
                thresholds,
                imageSize,
                decoding,
                resize,
                side,
                Optional.empty(),
                Optional.empty());
    }

    /** A network of pixels alone. */
    public ExportDescription(
            String row,
            String network,
            Task task,
            LabelSet labels,
            Optional<Thresholds> thresholds,
            ImageSize imageSize,
            Decoding decoding,
            Resize resize) {
        this(row, network, task, labels, thresholds, imageSize, decoding, resize, SideInputs.NONE);
    }

    /** A network of tags for images that are stretched to a square. */
    public ExportDescription(
            String row,
            String network,
            LabelSet labels,
            Thresholds thresholds,
            int imageSize,
            Decoding decoding) {
        this(
                row,
                network,
                Tasks.usual(),
                labels,
                Optional.of(thresholds),
                ImageSize.square(imageSize),
                decoding,
                Resize.STRETCH);
    }

    /**
     * Returns the same, whose scores are calibrated.
     *
     * @param by what makes probabilities of scores
     * @param ofProbabilities thresholds of these
     */
    public ExportDescription calibrated(Calibration by, Optional<Thresholds> ofProbabilities) {
        return with(ofProbabilities, Optional.of(by), sure);
    }

    /** Returns the same, whose answers are sure within limits alone. */
    public ExportDescription sureWithin(SureLimits limits) {
        return with(thresholds, calibration, Optional.of(limits));
    }

    private ExportDescription with(
            Optional<Thresholds> limits, Optional<Calibration> by, Optional<SureLimits> within) {
        return new ExportDescription(
                row, network, task, labels, limits, imageSize, decoding, resize, side, by, within);
    }

    /** Returns thresholds that predict the same, of scores as the network gives them. */
    Optional<Thresholds> rawThresholds() {
        return thresholds.map(t -> calibration.map(c -> c.ofScores(t)).orElse(t));
    }

    /** Returns what is done to images before the network. */
    public EvaluationTransform transform() {
        return EvaluationTransform.of(imageSize, resize, decoding);
    }

    /**
     * Returns what the network takes of a file.
     *
     * @param content the whole file
     * @param fields what else is known of the image; where the network takes what a file says
     *     itself, {@link FileFacts#FIELDS}, that is measured unless it stands here and is not blank
     * @throws ImageException if it is no image that can be decoded whole; one line
     * @throws IllegalArgumentException if a field can't be used or is missing; one line
     */
    public KnownImage known(byte[] content, Map<String, String> fields) throws ImageException {
        Map<String, String> given = new HashMap<>(fields);
        given.entrySet()
                .removeIf(f -> FileFacts.FIELDS.contains(f.getKey()) && f.getValue().isBlank());
        Map<String, String> all = new HashMap<>();
        if (missesFacts(given)) {
            all.putAll(FileFacts.read(content).fields());
            all.keySet().retainAll(side.fields());
        }
        all.putAll(given);
        side.require(all);
        return new KnownImage(transform().read(content), all);
    }

    /**
     * Returns what the network takes of an image whose file isn't there.
     *
     * @throws IllegalArgumentException if the network takes what only a file says, or a field can't
     *     be used or is missing; one line
     */
    KnownImage known(RgbImage decoded, Map<String, String> fields) {
        Check.that(
                !missesFacts(fields),
                String.join(", ", facts()),
                "read from the image's file: pass a Path, bytes or a stream, or give them as fields of a KnownImage",
                "missing");
        side.require(fields);
        return new KnownImage(transform().apply(decoded), fields);
    }

    /**
     * Checks that fields have what the network takes that every file has: all facts but those of
     * EXIF.
     *
     * @throws IllegalArgumentException if one is missing; one line
     */
    public void requireFacts(Map<String, String> fields) {
        List<String> missing =
                facts().stream()
                        .filter(
                                fact ->
                                        !fields.containsKey(fact)
                                                && !FileFacts.OF_EXIF.contains(fact))
                        .toList();
        Check.that(
                missing.isEmpty(),
                String.join(", ", missing),
                "among the fields of a KnownImage, as ExportDescription.known reads them from a file",
                "missing");
    }

    private boolean missesFacts(Map<String, String> fields) {
        return !fields.keySet().containsAll(facts());
    }

    /** Returns what the network takes that a file says itself. */
    private List<String> facts() {
        return side.fields().stream().filter(FileFacts.FIELDS::contains).toList();
    }

    /**
     * Returns the tags of an image.
     *
     * @param outputs what the network gave: logits {@code [L]}, and the numbers of a box after them
     *     if its task has one
     * @throws IllegalArgumentException if there is another number of them, or one is NaN
     */
    public Tags tags(float[] outputs) {
        if (outputs.length != labels.size() + task.outputsBeside()) {
            throw new IllegalArgumentException(
                    "The network gave %d logits for %d labels"
                            .formatted(outputs.length - task.outputsBeside(), labels.size()));
        }
        for (int label = 0; label < labels.size(); label++) {
            if (Float.isNaN(outputs[label])) {
                throw new IllegalArgumentException(
                        "The network gave NaN for the label '%s'".formatted(labels.name(label)));
            }
        }
        float[] raw = task.scores(outputs);
        float[] scores = calibration.map(by -> by.apply(raw)).orElse(raw);
        boolean[] given = task.decide(scores, thresholds);
        List<Tag> tags = new ArrayList<>(scores.length);
        for (int l = 0; l < scores.length; l++) {
            int label = l;
            boolean isAnswer = given[label] || thresholds.isPresent();
            boolean unsure =
                    sure.isPresent() && isAnswer && sure.get().isUnsure(label, scores[label]);
            tags.add(
                    new Tag(
                            labels.name(label),
                            Double.parseDouble(Float.toString(scores[label])),
                            thresholds.map(t -> t.value(label)).orElse(null),
                            given[label] && !unsure,
                            unsure));
        }
        return task.outputsBeside() == 0
                ? new Tags(tags)
                : new Tags(tags, ObjectBox.of(ClassAndBox.box(outputs), imageSize).orElse(null));
    }

    @Override
    public String toString() {
        return "%s (%s), %d labels".formatted(row, network, labels.size());
    }
}
