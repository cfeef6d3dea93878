package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.tagzoo.datasets.check.Check;

/** What an image of each class counts in the loss, by how many of the training part have it. */
public enum ClassWeights {
    /** 1 each; {@code false} in files. */
    NONE,

    /** Images over images of the class, brought to a mean of 1 over classes; {@code true}. */
    INVERSE,

    /** Images of the class over those of the rarest one: common classes count for more. */
    BY_COUNT;

    /** Reads {@code true}, {@code false}, {@code inverse}, {@code by-count} or {@code none}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ClassWeights of(JsonNode value) {
        return switch (value.asText()) {
            case "false", "none" -> NONE;
            case "true", "inverse" -> INVERSE;
            case "by-count" -> BY_COUNT;
            default -> {
                Check.that(false, "classWeights", "true (inverse), false or by-count", value);
                yield NONE;
            }
        };
    }

    /**
     * Returns the weights of the classes.
     *
     * @param posWeight images without over images with each class
     */
    double[] of(double[] posWeight) {
        double[] inverse = Arrays.stream(posWeight).map(w -> w + 1).toArray();
        double rarest = Arrays.stream(inverse).max().orElse(1);
        double mean = Arrays.stream(inverse).average().orElse(1);
        return Arrays.stream(inverse)
                .map(
                        w ->
                                switch (this) {
                                    case NONE -> 1;
                                    case INVERSE -> w / mean;
                                    case BY_COUNT -> rarest / w;
                                })
                .toArray();
    }

    @JsonValue
    Object json() {
        return this == BY_COUNT ? toString() : (Object) (this == INVERSE);
    }

    @Override
    public String toString() {
        return switch (this) {
            case NONE -> "false";
            case INVERSE -> "true";
            case BY_COUNT -> "by-count";
        };
    }
}
