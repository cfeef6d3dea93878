package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;

/**
 * Slanted around the centre.
 *
 * @param probability 0 to 1
 * @param horizontal the largest angle by which upright lines lean to either side, 0 to 60 degrees;
 *     default 0
 * @param vertical the largest angle by which level lines rise or fall, 0 to 60 degrees; default 0
 * @param fill for what was outside; default black
 */
public record Shear(
        double probability,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double horizontal,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double vertical,
        Fill fill)
        implements Transform {

    public Shear {
        Check.within("probability", probability, 0, 1);
        Check.within("horizontal", horizontal, 0, 60);
        Check.within("vertical", vertical, 0, 60);
        fill = fill == null ? Fill.BLACK : fill;
    }

    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        double x = new Range(-horizontal, horizontal).draw(random);
        double y = new Range(-vertical, vertical).draw(random);
        return Optional.of(new Drawn(x, y, fill));
    }

    /**
     * torchvision's {@code affine} on a PIL image, bilinear, with {@code shear} alone.
     *
     * @param horizontal degrees, its first angle
     * @param vertical degrees, its second angle
     * @param fill for what was outside
     */
    public record Drawn(double horizontal, double vertical, Fill fill) implements Warp {

        @Override
        public Projection inverse(int width, int height) {
            return Projection.affine(width, height, 0, 0, 0, 1, horizontal, vertical);
        }

        @Override
        public String description() {
            return String.format(Locale.ROOT, "shear %.1f°, %.1f°", horizontal, vertical);
        }
    }
}
