package org.tagzoo.datasets.transform;

import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Without colour.
 *
 * @param probability 0 to 1
 */
public record Grayscale(double probability) implements Transform {

    public Grayscale {
        Check.within("probability", probability, 0, 1);
    }

    @Override
    public Optional<Operation> draw(SplittableRandom random, int width, int height) {
        return Optional.of(new Drawn());
    }

    /**
     * Returns Pillow's gray of a colour, {@code convert("L")}: ITU-R 601 luma in fixed point.
     *
     * @param red 0 to 255, as green and blue
     * @return 0 to 255
     */
    static int luma(int red, int green, int blue) {
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }

    /** torchvision's {@code to_grayscale} with three channels on a PIL image, bit for bit. */
    public record Drawn() implements Operation {

        @Override
        public RgbImage apply(RgbImage image) {
            byte[] in = image.pixels();
            byte[] out = new byte[in.length];
            for (int i = 0; i < in.length; i += 3) {
                byte gray = (byte) luma(in[i] & 0xff, in[i + 1] & 0xff, in[i + 2] & 0xff);
                out[i] = gray;
                out[i + 1] = gray;
                out[i + 2] = gray;
            }
            return new RgbImage(image.width(), image.height(), out);
        }

        @Override
        public String description() {
            return "grayscale";
        }
    }
}
