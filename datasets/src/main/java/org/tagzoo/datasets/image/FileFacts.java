package org.tagzoo.datasets.image;

import java.util.List;

/**
 * What is known of an image without looking at what it shows.
 *
 * @param width of the image as it is looked at, in pixels; 0 of a drawing, which has no size
 * @param height the same
 * @param bytes of the file
 * @param exif what a camera wrote
 * @param colour mean red, green and blue, 0 to 255
 */
public record FileFacts(int width, int height, long bytes, Exif exif, List<Double> colour) {

    public FileFacts {
        colour = List.copyOf(colour);
    }

    /**
     * @param content the whole file
     * @param small the image at any size
     * @throws ImageException if the file's structure is damaged
     */
    public static FileFacts of(byte[] content, RgbImage small) throws ImageException {
        int[] sums = new int[3];
        for (int i = 0; i < small.pixels().length; i++) {
            sums[i % 3] += small.pixels()[i] & 0xff;
        }
        double pixels = small.width() * small.height();
        List<Double> colour = List.of(sums[0] / pixels, sums[1] / pixels, sums[2] / pixels);
        if (!ImageHeader.isImage(content)) {
            return new FileFacts(0, 0, content.length, Exif.NONE, colour);
        }
        ImageHeader header = ImageHeader.read(content);
        return new FileFacts(
                header.uprightWidth(),
                header.uprightHeight(),
                content.length,
                header.exif(),
                colour);
    }
}
