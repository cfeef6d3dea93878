package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Transforms that training images go through, one after the other, each with its own chance.
 *
 * <p>What an image gets depends on the seed, the view, its id and its size alone: not on threads,
 * nor on the order in which images come. Each transform has random numbers of its own, so that
 * settings of one change nothing about the others.
 *
 * <p>Its JSON and YAML form is the list that {@link Transform} shows, or the name of one that
 * TagZoo brings ({@link AugmentationReader#NAMES}).
 *
 * @param transforms in the order in which they are made; may be empty
 */
public record Augmentation(List<Transform> transforms) {

    /** Leaves every image as it is. */
    public static final Augmentation NONE = new Augmentation(List.of());

    public Augmentation {
        transforms = List.copyOf(transforms);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Augmentation of(JsonNode node) {
        return AugmentationReader.parse(node);
    }

    @JsonValue
    List<Map<String, Transform>> named() {
        return transforms.stream()
                .map(transform -> Map.of(TransformReader.name(transform.getClass()), transform))
                .toList();
    }

    /**
     * Draws what happens to one image.
     *
     * @param width of the image in pixels
     * @param height of the image in pixels
     * @param seed of the run
     * @param view the epoch, or the number of the view where a few are kept
     * @param imageId of the image in its corpus
     * @return in order; may be empty
     */
    public List<Operation> draw(int width, int height, long seed, long view, String imageId) {
        SplittableRandom own = SeedSequence.random(seed, "augmentation of " + imageId, view);
        List<Operation> drawn = new ArrayList<>();
        for (Transform transform : transforms) {
            SplittableRandom random = own.split();
            if (random.nextDouble() < transform.probability()) {
                transform.draw(random, width, height).ifPresent(drawn::add);
            }
        }
        return drawn;
    }

    /**
     * Draws what happens to an image, and does it. Safe for several threads at once.
     *
     * @param image any image; it is left as it is
     * @param seed of the run
     * @param view the epoch, or the number of the view where a few are kept
     * @param imageId of the image in its corpus
     * @return an image of the same size; the same object if nothing was drawn
     */
    public RgbImage apply(RgbImage image, long seed, long view, String imageId) {
        RgbImage changed = image;
        for (Operation operation : draw(image.width(), image.height(), seed, view, imageId)) {
            changed = operation.apply(changed);
        }
        return changed;
    }
}
