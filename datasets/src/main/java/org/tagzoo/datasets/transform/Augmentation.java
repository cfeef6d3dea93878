package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Transforms that training images go through, one after the other, each with its own chance.
 *
 * <p>What an image gets depends on the seed, the view, its id and its size alone: not on threads,
 * nor on the order in which images come. Each transform has random numbers of its own, so that
 * settings of one change nothing about the others.
 *
 * <p>Its JSON and YAML form is the list that {@link Transform} shows, or the name of one that
 * TagZoo brings ({@link #NAMES}).
 *
 * @param transforms in the order in which they are made, 64 at most; may be empty
 */
public record Augmentation(List<Transform> transforms) {

    /** The augmentations that TagZoo brings. */
    public static final List<String> NAMES = List.of("helsinki");

    /** Leaves every image as it is. */
    public static final Augmentation NONE = new Augmentation(List.of());

    /** The least share of an object's area that stays in view, for it to have a box. */
    public static final double LEAST_SEEN = 0.1;

    public Augmentation {
        transforms = List.copyOf(transforms);
        Check.within("The number of transforms", transforms.size(), 0, 64);
    }

    /**
     * Reads an augmentation.
     *
     * @param augmentation one of {@link #NAMES}, or the path of a YAML file with a list as in
     *     {@link Transform}
     * @throws IllegalArgumentException if there is none, or it can't be followed; one line
     */
    public static Augmentation read(String augmentation) {
        Path file = Path.of(augmentation);
        try {
            if (!NAMES.contains(augmentation)) {
                Check.that(
                        Files.isRegularFile(file),
                        "it",
                        "one of %s, or a YAML file".formatted(String.join(", ", NAMES)),
                        augmentation);
                return of(CheckedJson.YAML.tree(file));
            }
            try (InputStream in = Augmentation.class.getResourceAsStream(augmentation + ".yaml")) {
                return of(CheckedJson.YAML.tree(in.readAllBytes(), augmentation));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Augmentation '%s': %s".formatted(augmentation, e.getMessage()), e);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Augmentation of(JsonNode node) {
        if (node.isTextual() && NAMES.contains(node.textValue())) {
            return read(node.textValue());
        }
        if (!node.isArray()) {
            throw new IllegalArgumentException(
                    "an augmentation is a list of transforms, or one of %s, not %s"
                            .formatted(String.join(", ", NAMES), Check.shown(node)));
        }
        List<Transform> transforms = new ArrayList<>();
        for (JsonNode entry : node) {
            String place = "transform " + (transforms.size() + 1);
            if (entry.size() != 1 || !entry.isObject() || !entry.elements().next().isObject()) {
                throw new IllegalArgumentException(
                        "%s: a transform is one name with its settings, such as flip: {probability: 0.5}, not %s"
                                .formatted(place, Check.shown(entry)));
            }
            try {
                transforms.add(CheckedJson.YAML.bind(entry, place, Transform.class));
            } catch (IOException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return new Augmentation(transforms);
    }

    @Override
    @JsonValue
    public List<Transform> transforms() {
        return transforms;
    }

    /** Returns each transform on one line, as a list in a YAML file has it. */
    public List<String> describe() {
        return transforms.stream()
                .map(transform -> CheckedJson.line(new Augmentation(List.of(transform))))
                .map(list -> list.substring(2, list.length() - 2).replace("\"", ""))
                .map(entry -> entry.replace(":", ": ").replace(",", ", "))
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

    /**
     * Returns where an object is after what {@link #apply} does to its image, cut at the edges as
     * torchvision v2 does after each transform.
     *
     * @param box inside the image
     * @param size of the image
     * @return {@link PixelBox#NONE} if under {@value #LEAST_SEEN} of the object is left in view
     */
    public PixelBox move(PixelBox box, ImageSize size, long seed, long view, String imageId) {
        PixelBox moved = box;
        double seen = 1;
        for (Operation operation : draw(size.width(), size.height(), seed, view, imageId)) {
            PixelBox whole = operation.move(moved, size.width(), size.height());
            moved = whole.within(size.width(), size.height());
            seen *= whole.isEmpty() ? 0 : moved.area() / whole.area();
        }
        return seen < LEAST_SEEN || moved.isEmpty() ? PixelBox.NONE : moved;
    }
}
