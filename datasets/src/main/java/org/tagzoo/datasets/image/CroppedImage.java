package org.tagzoo.datasets.image;

import java.io.IOException;
import org.tagzoo.datasets.check.Check;

/**
 * A rectangle of an image as an image of its own. The file is decoded whole, whatever a transform
 * says, and what the rectangle touches is kept, a pixel at least.
 *
 * @param whole the image, in a file that {@link ImageDecoder} reads
 * @param shares where the rectangle is, in shares of the upright image's sides, 0 to 1; not empty
 */
public record CroppedImage(ImageSource whole, PixelBox shares) implements ImageSource {

    public CroppedImage {
        Check.that(
                !shares.isEmpty() && shares.within(1, 1).equals(shares),
                "a rectangle of an image",
                "within 0 to 1 and not empty",
                shares);
    }

    /** The whole file: crops of one file have the same. */
    @Override
    public byte[] content() throws IOException {
        return whole.content();
    }

    @Override
    public RgbImage draw(EvaluationTransform transform) throws IOException {
        RgbImage image = ImageDecoder.decode(content());
        int left = first(shares.left(), image.width());
        int top = first(shares.top(), image.height());
        int width = end(shares.right(), image.width(), left) - left;
        int height = end(shares.bottom(), image.height(), top) - top;
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            int from = ((top + y) * image.width() + left) * 3;
            System.arraycopy(image.pixels(), from, pixels, y * width * 3, width * 3);
        }
        return transform.apply(new RgbImage(width, height, pixels));
    }

    private static int first(double share, int side) {
        return Math.min((int) Math.floor(share * side), side - 1);
    }

    private static int end(double share, int side, int first) {
        return Math.max((int) Math.ceil(share * side), first + 1);
    }

    @Override
    public String location() {
        return whole.location();
    }
}
