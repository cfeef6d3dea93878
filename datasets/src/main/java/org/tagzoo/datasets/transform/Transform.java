package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A kind of change and how much of it, to be drawn at random for each image. In YAML it is its name
 * and the record's components:
 *
 * <pre>{@code
 * - flip: {probability: 0.5}
 * - rotation: {probability: 0.5, degrees: 20, fill: nearest}
 * - colorJitter: {probability: 0.8, brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.05}
 * - grayscale: {probability: 0.1}
 * - perspective: {probability: 0.5, distortion: 0.3}
 * - shift: {probability: 0.5, horizontal: 0.2, vertical: 0.2}
 * - zoom: {probability: 0.5, scale: [0.8, 1.2]}
 * - shear: {probability: 0.5, horizontal: 10, vertical: 0}
 * - resizedCrop: {probability: 1, area: [0.5, 1], aspect: [0.75, 1.333]}
 * - erasing: {probability: 0.5, area: [0.02, 0.33], aspect: [0.3, 3.3], fill: mean}
 * }</pre>
 *
 * <p>Constructors throw {@link IllegalArgumentException} for a setting outside of its limits.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Flip.class, name = "flip"),
    @JsonSubTypes.Type(value = Rotation.class, name = "rotation"),
    @JsonSubTypes.Type(value = ColorJitter.class, name = "colorJitter"),
    @JsonSubTypes.Type(value = Grayscale.class, name = "grayscale"),
    @JsonSubTypes.Type(value = Perspective.class, name = "perspective"),
    @JsonSubTypes.Type(value = Shift.class, name = "shift"),
    @JsonSubTypes.Type(value = Zoom.class, name = "zoom"),
    @JsonSubTypes.Type(value = Shear.class, name = "shear"),
    @JsonSubTypes.Type(value = ResizedCrop.class, name = "resizedCrop"),
    @JsonSubTypes.Type(value = Erasing.class, name = "erasing")
})
public interface Transform {

    /** Returns the share of images that are changed, 0 to 1. */
    double probability();

    /**
     * Draws what happens to one image, given that something does.
     *
     * @param random where all draws come from
     * @param width of the image in pixels
     * @param height of the image in pixels
     * @return empty where the image is too small for this
     */
    Optional<Operation> draw(SplittableRandom random, int width, int height);
}
