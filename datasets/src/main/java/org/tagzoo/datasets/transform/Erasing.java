package org.tagzoo.datasets.transform;

import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.RgbImage;

/**
 * A rectangle painted over; torchvision's {@code RandomErasing}, arXiv:1708.04896.
 *
 * @param probability 0 to 1
 * @param area the rectangle's share of the image's area, above 0, 1 at most; default 0.02 to 0.33
 * @param aspect the rectangle's height to its width, 0.01 to 100; default 0.3 to 3.3
 * @param fill the paint, black or mean; default black
 */
public record Erasing(double probability, Range area, Range aspect, Fill fill)
        implements Transform {

    private static final int TRIES = 10;

    public Erasing {
        area = area == null ? new Range(0.02, 0.33) : area;
        aspect = aspect == null ? new Range(0.3, 3.3) : aspect;
        fill = fill == null ? Fill.BLACK : fill;
        Check.within("probability", probability, 0, 1);
        area.check("area", 1e-6, 1);
        aspect.check("aspect", 0.01, 100);
        Check.that(fill != Fill.NEAREST, "fill", "black or mean", "nearest");
    }

    /** Draws an area and an aspect until the rectangle is inside; gives up after ten misses. */
    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        for (int i = 0; i < TRIES; i++) {
            double target = (double) width * height * area.draw(random);
            double ratio = aspect.drawRatio(random);
            int h = (int) Math.rint(Math.sqrt(target * ratio));
            int w = (int) Math.rint(Math.sqrt(target / ratio));
            if (h > 0 && h < height && w > 0 && w < width) {
                int top = random.nextInt(height - h + 1);
                int left = random.nextInt(width - w + 1);
                return Optional.of(new Drawn(left, top, w, h, fill));
            }
        }
        return Optional.empty();
    }

    /**
     * torchvision's {@code erase} on a tensor of bytes.
     *
     * @param left first column of the rectangle
     * @param top first row
     * @param width columns
     * @param height rows
     * @param fill the paint, black or mean
     */
    public record Drawn(int left, int top, int width, int height, Fill fill) implements Operation {

        @Override
        public RgbImage apply(RgbImage image) {
            byte[] out = image.pixels().clone();
            byte[] color = fill.color(image);
            for (int y = top; y < top + height; y++) {
                int start = (y * image.width() + left) * 3;
                for (int i = start; i < start + width * 3; i += 3) {
                    out[i] = color[0];
                    out[i + 1] = color[1];
                    out[i + 2] = color[2];
                }
            }
            return new RgbImage(image.width(), image.height(), out);
        }

        @Override
        public String description() {
            return "erasing %d × %d at (%d, %d)".formatted(width, height, left, top);
        }
    }
}
