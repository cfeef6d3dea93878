package org.tagzoo.datasets.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;

/**
 * Height and width of images in pixels. In texts and files it is one number for a square, {@code
 * 224}, or else both, height first: {@code 138x92}. What takes one says which sides it allows.
 */
public record ImageSize(int height, int width) implements Comparable<ImageSize> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})(?:x([0-9]{1,4}))?");
    private static final Comparator<ImageSize> ORDER =
            Comparator.comparingLong((ImageSize size) -> size.height * (long) size.width)
                    .thenComparingInt(ImageSize::height);

    /** Returns a square. */
    public static ImageSize square(int side) {
        return new ImageSize(side, side);
    }

    /**
     * Returns the size of a text.
     *
     * @throws IllegalArgumentException if it is none; one line
     */
    public static ImageSize of(String text) {
        Matcher parts = TEXT.matcher(text);
        Check.that(
                parts.matches(),
                "an image size",
                "a whole number of pixels, such as 224, or height x width, such as 138x92",
                text);
        int height = Integer.parseInt(parts.group(1));
        return new ImageSize(
                height, parts.group(2) == null ? height : Integer.parseInt(parts.group(2)));
    }

    /**
     * Returns this size if both its sides lie within bounds.
     *
     * @throws IllegalArgumentException if one doesn't; one line that begins with the name
     */
    public ImageSize within(String name, int least, int most) {
        Check.that(
                shorterSide() >= least && longerSide() <= most,
                name,
                isSquare()
                        ? least + " to " + most
                        : "%1$dx%1$d to %2$dx%2$d".formatted(least, most),
                this);
        return this;
    }

    /** Returns whether height and width are equal. */
    public boolean isSquare() {
        return height == width;
    }

    /** Returns the smaller of height and width. */
    public int shorterSide() {
        return Math.min(height, width);
    }

    /** Returns the larger of height and width. */
    public int longerSide() {
        return Math.max(height, width);
    }

    /** Returns the bytes of an image of three colours. */
    public int rgbBytes() {
        return Math.multiplyExact(3, Math.multiplyExact(height, width));
    }

    /** Returns an image of this size. */
    public RgbImage image(byte[] pixels) {
        return new RgbImage(width, height, pixels);
    }

    /** Returns the size in words, {@code 138 x 92}. */
    public String inWords() {
        return height + " x " + width;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ImageSize of(JsonNode value) {
        return of(value.isValueNode() ? value.asText() : value.toString());
    }

    @JsonValue
    Object json() {
        return isSquare() ? (Object) height : toString();
    }

    /** By area, then by height. */
    @Override
    public int compareTo(ImageSize other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return isSquare() ? String.valueOf(height) : height + "x" + width;
    }
}
