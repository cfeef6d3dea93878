package org.tagzoo.datasets.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.EnumText;

/**
 * How an image of any proportions becomes the size that a network takes, mostly a square. In files
 * it is one word: {@code stretch}, {@code crop} or {@code pad}, or what weights are published with,
 * such as {@code crop-224-of-256-bicubic}.
 *
 * @param kind how it gets the square's proportions
 * @param crop of a crop: pixels of the square's side, where the image's shorter side has {@code of}
 *     of them; 1 else
 * @param of at least {@code crop}; the same number if nothing but the longer side is cut
 * @param resampling bilinear or bicubic
 */
public record Resize(Kind kind, int crop, int of, Resampling resampling) {

    /** Ways to the square's proportions. */
    public enum Kind {
        /** The whole image, whatever its proportions: nothing is lost, but shapes change. */
        STRETCH,

        /**
         * The shorter side is resized, the longer in proportion, and the middle is cut out: shapes
         * stay, the ends are lost. Equal to torchvision's {@code Resize} and {@code CenterCrop}.
         * For what is no square it is resized until both sides are covered.
         */
        CROP,

        /**
         * The longer side gets the square's length, the shorter in proportion, and two bars of one
         * colour fill the square: shapes stay, nothing is lost, but things get smaller. Equal to
         * Pillow's {@code ImageOps.pad(image, (side, side), Image.BILINEAR, color=(124, 116,
         * 104))}. That is the mean of ImageNet's images, which most weights are normalised by. It
         * is the same for all networks, so that all see the same pixels.
         */
        PAD
    }

    /** The whole image stretched, bilinear. */
    public static final Resize STRETCH = of(Kind.STRETCH);

    /** The middle square, its side the image's shorter side, bilinear. */
    public static final Resize CROP = of(Kind.CROP);

    /** The whole image with bars beside it, bilinear. */
    public static final Resize PAD = of(Kind.PAD);

    private static final int LARGEST = 4096;
    private static final String BICUBIC = "-bicubic";
    private static final Pattern LABEL =
            Pattern.compile("(stretch|crop|pad)(-([0-9]{1,4})-of-([0-9]{1,4}))?(-bicubic)?");

    public Resize {
        if (crop == of) {
            crop = 1;
            of = 1;
        }
        Check.within("crop", crop, 1, LARGEST);
        Check.within("the side that is cropped", of, crop, LARGEST);
        Check.that(kind == Kind.CROP || of == 1, "the side of a " + kind, "1", of);
        Check.that(
                resampling != Resampling.NEAREST, "resampling", "bilinear or bicubic", "nearest");
    }

    /** Returns a kind, bilinear, without a part of the shorter side cut away. */
    public static Resize of(Kind kind) {
        return new Resize(kind, 1, 1, Resampling.BILINEAR);
    }

    /** Returns those of each kind. */
    public static Resize[] values() {
        return new Resize[] {STRETCH, CROP, PAD};
    }

    /** Returns whether it is bilinear, and a crop cuts nothing of the shorter side. */
    public boolean isPlain() {
        return equals(of(kind));
    }

    /** Returns to how many pixels a side is resized for a crop to a side; 0 if it is no crop. */
    public int shorterSide(int size) {
        return kind == Kind.CROP ? (int) Math.round((double) size * of / crop) : 0;
    }

    /** Returns the word that files have, such as {@code crop}. */
    @JsonValue
    public String label() {
        return EnumText.of(kind)
                + (of == 1 ? "" : "-%d-of-%d".formatted(crop, of))
                + (resampling == Resampling.BICUBIC ? BICUBIC : "");
    }

    /**
     * Returns the value of a word.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Resize of(String label) {
        Matcher parts = LABEL.matcher(label);
        Check.that(parts.matches(), "resize", "stretch, crop or pad", label);
        boolean cropped = parts.group(2) != null;
        return new Resize(
                EnumText.parse(Kind.class, "resize", parts.group(1)),
                cropped ? Integer.parseInt(parts.group(3)) : 1,
                cropped ? Integer.parseInt(parts.group(4)) : 1,
                parts.group(5) == null ? Resampling.BILINEAR : Resampling.BICUBIC);
    }

    @Override
    public String toString() {
        return isPlain() ? kind.toString() : label();
    }
}
