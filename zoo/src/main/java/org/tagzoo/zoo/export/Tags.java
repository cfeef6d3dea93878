package org.tagzoo.zoo.export;

import ai.djl.util.JsonSerializable;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * All labels of one image with their scores. Can't be changed.
 *
 * <p>As JSON: {@code {"tags": [{"label": "sky", "score": 0.91, "threshold": 0.55, "attached": true,
 * "predicted": true}, ...]}}, every label of the network, by falling score; {@code "unsure": true}
 * where the network is not sure. Of a network of classes: {@code {"class": "cat", "tags":
 * [{"label": "cat", "score": 0.93, "attached": true, "predicted": true}, ...]}}, where the scores
 * are probabilities that add up to 1; without {@code class} where it is not sure. A network that
 * says where the object is has {@code "box": {"x": 0.1, "y": 0.25, "width": 0.5, "height": 0.3}}
 * before the tags, in shares of the image's sides.
 */
public final class Tags implements JsonSerializable {

    private static final long serialVersionUID = 1L;

    private final List<Tag> byScore;
    private final ObjectBox box;

    /**
     * @param tags every label once, in the order of the network's labels
     */
    public Tags(List<Tag> tags) {
        this(tags, null);
    }

    /**
     * @param box of the image's object; {@code null} where the network gives none
     */
    public Tags(List<Tag> tags, ObjectBox box) {
        List<Tag> sorted = new ArrayList<>(tags);
        // A stable sort: labels of one score stay in their order.
        sorted.sort(Comparator.comparingDouble(Tag::score).reversed());
        this.byScore = List.copyOf(sorted);
        this.box = box;
    }

    /** Returns every label, by falling score; those of one score in the order of the labels. */
    public List<Tag> all() {
        return byScore;
    }

    /**
     * Returns the labels that the image is given, by falling score; there may be none. With
     * thresholds of their own, a label may be predicted that scores less than one that is not.
     */
    public List<Tag> predicted() {
        return byScore.stream().filter(Tag::predicted).toList();
    }

    /**
     * Returns the labels of which the network is not sure, by falling score: it doesn't say whether
     * the image has them. Empty for exports without such answers.
     */
    public List<Tag> unsure() {
        return byScore.stream().filter(Tag::unsure).toList();
    }

    /** Returns a label; empty if the network has no such label. */
    public Optional<Tag> get(String label) {
        return byScore.stream().filter(tag -> tag.label().equals(label)).findFirst();
    }

    /**
     * Returns the image's class; empty if the network is not sure of it, or one of tags, of which
     * an image may have any number.
     */
    public Optional<String> classLabel() {
        return byScore.stream()
                .filter(tag -> tag.threshold() == null && tag.predicted())
                .map(Tag::label)
                .findFirst();
    }

    /** Returns where the image's object is; empty if the network says nothing of it. */
    public Optional<ObjectBox> box() {
        return Optional.ofNullable(box);
    }

    @Override
    public JsonElement serialize() {
        JsonObject root = new JsonObject();
        classLabel().ifPresent(label -> root.addProperty("class", label));
        if (box != null) {
            root.add("box", JsonParser.parseString(CheckedJson.line(box)));
        }
        root.add("tags", JsonParser.parseString(CheckedJson.line(byScore)));
        return root;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tags that
                && byScore.equals(that.byScore)
                && Objects.equals(box, that.box);
    }

    @Override
    public int hashCode() {
        return Objects.hash(byScore, box);
    }

    /**
     * Returns the predicted labels, with their scores to two digits: {@code sky 0.91, sea 0.62}.
     */
    @Override
    public String toString() {
        return predicted().stream()
                .map(tag -> String.format(Locale.ROOT, "%s %.2f", tag.label(), tag.score()))
                .collect(Collectors.joining(", "));
    }
}
