package org.tagzoo.datasets.transform;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;

/**
 * Turned around the centre, corners cut off.
 *
 * @param probability 0 to 1
 * @param degrees the largest angle to either side, 0 to 180
 * @param fill for what was outside; default black
 */
public record Rotation(double probability, double degrees, Fill fill) implements Transform {

    public Rotation {
        Check.within("probability", probability, 0, 1);
        Check.within("degrees", degrees, 0, 180);
        fill = fill == null ? Fill.BLACK : fill;
    }

    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        return Optional.of(new Drawn(new Range(-degrees, degrees).draw(random), fill));
    }

    /**
     * torchvision's {@code rotate} on a PIL image, bilinear.
     *
     * @param degrees anticlockwise
     * @param fill for what was outside
     */
    public record Drawn(double degrees, Fill fill) implements Warp {

        @Override
        public Projection inverse(int width, int height) {
            // torchvision's rotate counts anticlockwise, its affine clockwise.
            return Projection.affine(width, height, -degrees, 0, 0, 1, 0, 0);
        }

        @Override
        public String description() {
            return String.format(Locale.ROOT, "rotation %.1f°", degrees);
        }
    }
}
