package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Made larger or smaller around the centre, in a frame of the same size.
 *
 * @param probability 0 to 1
 * @param scale from which to which factor, 0.1 to 10; below 1 the image gets smaller
 * @param fill for what was outside; default black
 */
public record Zoom(
        @JsonProperty(required = true) double probability,
        @JsonProperty(required = true) Range scale,
        Fill fill)
        implements Transform {

    public Zoom {
        Allowed.probability("zoom", probability);
        Allowed.within("zoom", "scale", scale, 0.1, 10);
        fill = fill == null ? Fill.BLACK : fill;
    }

    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        return Optional.of(new Drawn(scale.draw(random), fill));
    }

    /**
     * torchvision's {@code affine} on a PIL image, bilinear, with {@code scale} alone.
     *
     * @param scale above 0; below 1 the image gets smaller
     * @param fill for what was outside
     */
    public record Drawn(double scale, Fill fill) implements Operation {

        @Override
        public RgbImage apply(RgbImage image) {
            Projection inverse =
                    Projection.affine(image.width(), image.height(), 0, 0, 0, scale, 0, 0);
            return Warp.apply(image, inverse, fill);
        }

        @Override
        public String description() {
            return String.format(Locale.ROOT, "zoom ×%.2f", scale);
        }
    }
}
