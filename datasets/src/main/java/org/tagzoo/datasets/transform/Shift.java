package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;

/**
 * Moved by whole pixels.
 *
 * @param probability 0 to 1
 * @param horizontal the farthest way to the left or right, as a share of the width, 0 to 1; default
 *     0
 * @param vertical the farthest way up or down, as a share of the height, 0 to 1; default 0
 * @param fill for what was outside; default black
 */
public record Shift(
        double probability,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double horizontal,
        @JsonSetter(nulls = Nulls.AS_EMPTY) double vertical,
        Fill fill)
        implements Transform {

    public Shift {
        Check.within("probability", probability, 0, 1);
        Check.within("horizontal", horizontal, 0, 1);
        Check.within("vertical", vertical, 0, 1);
        fill = fill == null ? Fill.BLACK : fill;
    }

    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        int right = pixels(horizontal * width, random);
        int down = pixels(vertical * height, random);
        return Optional.of(new Drawn(right, down, fill));
    }

    private static int pixels(double farthest, SplittableRandom random) {
        return (int) Math.rint(new Range(-farthest, farthest).draw(random));
    }

    /**
     * torchvision's {@code affine} on a PIL image, with {@code translate} alone.
     *
     * @param right pixels to the right, negative to the left
     * @param down pixels down, negative up
     * @param fill for what was outside
     */
    public record Drawn(int right, int down, Fill fill) implements Warp {

        @Override
        public Projection inverse(int width, int height) {
            return Projection.affine(width, height, 0, right, down, 1, 0, 0);
        }

        @Override
        public String description() {
            return "shift %d, %d px".formatted(right, down);
        }
    }
}
