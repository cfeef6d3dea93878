package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;

/**
 * Made larger or smaller around the centre, in a frame of the same size.
 *
 * @param probability 0 to 1
 * @param scale from which to which factor, 0.1 to 10; below 1 the image gets smaller
 * @param fill for what was outside; default black
 */
public record Zoom(double probability, @JsonProperty(required = true) Range scale, Fill fill)
        implements Transform {

    public Zoom {
        Check.within("probability", probability, 0, 1);
        scale.check("scale", 0.1, 10);
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
    public record Drawn(double scale, Fill fill) implements Warp {

        @Override
        public Projection inverse(int width, int height) {
            return Projection.affine(width, height, 0, 0, 0, scale, 0, 0);
        }

        @Override
        public String description() {
            return String.format(Locale.ROOT, "zoom ×%.2f", scale);
        }
    }
}
