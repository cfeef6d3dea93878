package org.tagzoo.datasets.transform;

import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.datasets.image.RgbImage;

/**
 * A part of the image, stretched to the size of the whole; torchvision's {@code RandomResizedCrop}.
 *
 * @param probability 0 to 1
 * @param area the part's share of the image's area, above 0, 1 at most; default 0.08 to 1
 * @param aspect the part's width to its height, 0.01 to 100; default 3/4 to 4/3
 */
public record ResizedCrop(double probability, Range area, Range aspect) implements Transform {

    private static final int TRIES = 10;

    public ResizedCrop {
        area = area == null ? new Range(0.08, 1) : area;
        aspect = aspect == null ? new Range(3.0 / 4, 4.0 / 3) : aspect;
        Check.within("probability", probability, 0, 1);
        area.check("area", 1e-6, 1);
        aspect.check("aspect", 0.01, 100);
    }

    /**
     * Draws an area and an aspect until the part fits; after ten misses takes the largest part
     * around the centre with an aspect in the range.
     */
    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        for (int i = 0; i < TRIES; i++) {
            double target = (double) width * height * area.draw(random);
            double ratio = aspect.drawRatio(random);
            int w = (int) Math.rint(Math.sqrt(target * ratio));
            int h = (int) Math.rint(Math.sqrt(target / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                int top = random.nextInt(height - h + 1);
                int left = random.nextInt(width - w + 1);
                return Optional.of(new Drawn(left, top, w, h));
            }
        }
        double ratio = (double) width / height;
        int w = width;
        int h = height;
        if (ratio < aspect.min()) {
            h = Math.max(1, (int) Math.rint(width / aspect.min()));
        } else if (ratio > aspect.max()) {
            w = Math.max(1, (int) Math.rint(height * aspect.max()));
        }
        return Optional.of(new Drawn((width - w) / 2, (height - h) / 2, w, h));
    }

    /**
     * torchvision's {@code resized_crop} of a PIL image to the image's own size, bilinear; bit for
     * bit.
     *
     * @param left first column of the part
     * @param top first row
     * @param width columns, at least 1
     * @param height rows, at least 1
     */
    public record Drawn(int left, int top, int width, int height) implements Operation {

        @Override
        public RgbImage apply(RgbImage image) {
            byte[] part = new byte[width * height * 3];
            for (int y = 0; y < height; y++) {
                int from = ((top + y) * image.width() + left) * 3;
                System.arraycopy(image.pixels(), from, part, y * width * 3, width * 3);
            }
            return Resampling.BILINEAR.resize(
                    new RgbImage(width, height, part), image.width(), image.height());
        }

        @Override
        public PixelBox move(PixelBox box, int imageWidth, int imageHeight) {
            double x = (double) imageWidth / width;
            double y = (double) imageHeight / height;
            return new PixelBox(
                    (box.left() - left) * x,
                    (box.top() - top) * y,
                    (box.right() - left) * x,
                    (box.bottom() - top) * y);
        }

        @Override
        public String description() {
            return "crop %d × %d at (%d, %d)".formatted(width, height, left, top);
        }
    }
}
