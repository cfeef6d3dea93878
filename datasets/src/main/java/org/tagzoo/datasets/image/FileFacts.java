package org.tagzoo.datasets.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scan sees of an image: what is known of it without looking at what it shows, its mean
 * colour, and what it looks like.
 *
 * @param width of the image as it is looked at, in pixels; 0 of a drawing, which has no size
 * @param height the same
 * @param bytes of the file
 * @param exif what a camera wrote
 * @param colour mean red, green and blue, 0 to 255
 * @param look for finding images that show the same
 */
public record FileFacts(
        int width, int height, long bytes, Exif exif, List<Double> colour, PerceptualHash look) {

    /** What {@link #fields} calls them, in its order. */
    public static final List<String> FIELDS =
            List.of("width", "height", "aspect", "bytes", "camera", "hour", "red", "green", "blue");

    /** Those of them that many files don't say. */
    public static final List<String> OF_EXIF = List.of("camera", "hour");

    /** What of an image is measured but for its file. */
    public static final EvaluationTransform SMALL =
            EvaluationTransform.square(32, Resize.STRETCH, Decoding.REDUCED);

    public FileFacts {
        colour = List.copyOf(colour);
    }

    /**
     * Looks at a file, as the scan of a corpus does.
     *
     * @param content the whole file
     * @throws ImageException if it is no image that can be decoded whole
     */
    public static FileFacts read(byte[] content) throws ImageException {
        return of(content, SMALL.read(content));
    }

    /**
     * Returns the facts as texts by {@link #FIELDS}, such as columns of metadata are: {@code
     * aspect} is width over height. What is not known is left out.
     */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (width > 0) {
            fields.put("width", Integer.toString(width));
            fields.put("height", Integer.toString(height));
            fields.put("aspect", Double.toString((double) width / height));
        }
        fields.put("bytes", Long.toString(bytes));
        exif.camera().ifPresent(camera -> fields.put("camera", camera));
        exif.hour().ifPresent(hour -> fields.put("hour", Integer.toString(hour)));
        fields.put("red", Double.toString(colour.get(0)));
        fields.put("green", Double.toString(colour.get(1)));
        fields.put("blue", Double.toString(colour.get(2)));
        return fields;
    }

    /**
     * @param content the whole file
     * @param small the image as {@link #SMALL} draws it
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
            return new FileFacts(0, 0, content.length, Exif.NONE, colour, PerceptualHash.of(small));
        }
        ImageHeader header = ImageHeader.read(content);
        return new FileFacts(
                header.uprightWidth(),
                header.uprightHeight(),
                content.length,
                header.exif(),
                colour,
                PerceptualHash.of(small));
    }
}
