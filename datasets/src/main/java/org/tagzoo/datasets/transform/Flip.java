package org.tagzoo.datasets.transform;

import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Left and right exchanged; the same pixels as torchvision's {@code hflip}.
 *
 * @param probability 0 to 1
 */
public record Flip(double probability) implements Transform {

    public Flip {
        Check.within("probability", probability, 0, 1);
    }

    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        return Optional.of(new Drawn());
    }

    /** The mirror image. */
    public record Drawn() implements Operation {

        @Override
        public RgbImage apply(RgbImage image) {
            byte[] in = image.pixels();
            byte[] out = new byte[in.length];
            int row = image.width() * 3;
            for (int start = 0; start < in.length; start += row) {
                int to = start + row - 3;
                for (int from = start; from < start + row; from += 3) {
                    out[to] = in[from];
                    out[to + 1] = in[from + 1];
                    out[to + 2] = in[from + 2];
                    to -= 3;
                }
            }
            return new RgbImage(image.width(), image.height(), out);
        }

        @Override
        public PixelBox move(PixelBox box, int width, int height) {
            return new PixelBox(width - box.right(), box.top(), width - box.left(), box.bottom());
        }

        @Override
        public String description() {
            return "flip";
        }
    }
}
