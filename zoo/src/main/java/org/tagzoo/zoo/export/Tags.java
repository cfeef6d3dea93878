package org.tagzoo.zoo.export;

import ai.djl.util.JsonSerializable;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All labels of one picture with their scores. Can't be changed.
 *
 * <p>As JSON: {@code {"tags": [{"label": "sky", "score": 0.91, "threshold": 0.55, "attached":
 * true}, ...]}}, every label of the network, by falling score. Of a network of classes: {@code
 * {"class": "cat", "tags": [{"label": "cat", "score": 0.93, "attached": true}, ...]}}, where the
 * scores are probabilities that add up to 1.
 */
public final class Tags implements JsonSerializable {

    private static final long serialVersionUID = 1L;

    /** DJL's own would turn a threshold of 2.0 into 2. */
    private static final Gson GSON = new Gson();

    private final List<Tag> byScore;

    /**
     * @param tags every label once, in the order of the network's labels
     */
    public Tags(List<Tag> tags) {
        List<Tag> sorted = new ArrayList<>(tags);
        // A stable sort: labels of one score stay in their order.
        sorted.sort(Comparator.comparingDouble(Tag::score).reversed());
        this.byScore = List.copyOf(sorted);
    }

    /** Returns every label, by falling score; those of one score in the order of the labels. */
    public List<Tag> all() {
        return byScore;
    }

    /**
     * Returns the labels that the picture is given, by falling score; there may be none. With
     * thresholds of their own, a label may be attached that scores less than one that is not.
     */
    public List<Tag> attached() {
        return byScore.stream().filter(Tag::attached).toList();
    }

    /** Returns a label; empty if the network has no such label. */
    public Optional<Tag> get(String label) {
        return byScore.stream().filter(tag -> tag.label().equals(label)).findFirst();
    }

    /**
     * Returns the image's class; empty if the network is one of tags, of which an image may have
     * any number.
     */
    public Optional<String> classLabel() {
        return byScore.stream()
                .filter(tag -> tag.threshold() == null && tag.attached())
                .map(Tag::label)
                .findFirst();
    }

    @Override
    public JsonElement serialize() {
        JsonObject root = new JsonObject();
        classLabel().ifPresent(label -> root.addProperty("class", label));
        root.add("tags", GSON.toJsonTree(byScore));
        return root;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tags that && byScore.equals(that.byScore);
    }

    @Override
    public int hashCode() {
        return byScore.hashCode();
    }

    /**
     * Returns the labels that are attached, with their scores to two digits: {@code sky 0.91, sea
     * 0.62}.
     */
    @Override
    public String toString() {
        return attached().stream()
                .map(tag -> String.format(Locale.ROOT, "%s %.2f", tag.label(), tag.score()))
                .collect(Collectors.joining(", "));
    }
}
