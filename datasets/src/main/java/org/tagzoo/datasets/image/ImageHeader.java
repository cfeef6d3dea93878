package org.tagzoo.datasets.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the bytes of an image file say about it before anything is decoded. The format is told from
 * the content, never from the file's name.
 *
 * <p>Reading a header also walks the file's own structure to its end, so that a file that was cut
 * short is found although most decoders would show the part that is there.
 *
 * @param format the format
 * @param width pixels in a row as stored, 1 to {@value #MAX_SIDE}
 * @param height rows as stored, 1 to {@value #MAX_SIDE}
 * @param exif what the camera wrote
 * @param frames pages or frames of an animation; the first is the image
 */
public record ImageHeader(ImageFormat format, int width, int height, Exif exif, int frames) {

    /** The longest side of an image, in pixels; the limit of the JPEG format. */
    public static final int MAX_SIDE = 65_500;

    /** The most pixels of an image; beyond that a small file could fill the memory. */
    public static final long MAX_PIXELS = 100_000_000;

    /** How many bytes of a file tell whether it is an image. */
    public static final int START = 64;

    private static final Pattern HEIC = Pattern.compile("hei[cxms]|hev[cxms]|mif1|msf1");

    /**
     * Reads the header and checks that the file is complete.
     *
     * @param content the whole file
     * @throws ImageException if the file is empty, no image, of a format that is not read, cut
     *     short, damaged in its structure, or too large; the message says which
     */
    public static ImageHeader read(byte[] content) throws ImageException {
        Bytes file = new Bytes(content);
        if (file.length() == 0) {
            throw new ImageException("the file is empty").ofKind("empty");
        }
        if (JpegStructure.matches(file)) {
            return JpegStructure.read(file).header();
        }
        if (PngStructure.matches(file)) {
            return PngStructure.read(file).header();
        }
        if (GifStructure.matches(file)) {
            return GifStructure.read(file).header();
        }
        if (WebpStructure.matches(file)) {
            return WebpStructure.read(file).header();
        }
        if (BmpStructure.matches(file)) {
            return BmpStructure.read(file);
        }
        if (TiffStructure.matches(file)) {
            return TiffStructure.read(file).header();
        }
        throw notRead(file);
    }

    /**
     * Returns whether a file begins as an image does, of any format that is known here, be it read
     * or not.
     *
     * @param start the first {@value #START} bytes of the file, or all if it has fewer
     */
    public static boolean isImage(byte[] start) {
        Bytes file = new Bytes(start);
        return JpegStructure.matches(file)
                || PngStructure.matches(file)
                || GifStructure.matches(file)
                || WebpStructure.matches(file)
                || BmpStructure.matches(file)
                || TiffStructure.matches(file)
                || foreign(file) != null;
    }

    /**
     * Returns how many pages or frames a file has that may have several; 1 of all others.
     *
     * @throws ImageException if it is damaged
     */
    public static int frames(byte[] content) throws ImageException {
        Bytes file = new Bytes(content);
        boolean several =
                GifStructure.matches(file)
                        || WebpStructure.matches(file)
                        || TiffStructure.matches(file);
        return several ? read(content).frames() : 1;
    }

    /** Returns a header after checking the size that a file claims. */
    static ImageHeader of(ImageFormat format, long width, long height) throws ImageException {
        if (width < 1 || height < 1) {
            throw new ImageException("the %s file claims %d x %d pixels", format, width, height);
        }
        if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
            throw new ImageException(
                    "the %s file claims %d x %d pixels; at most %d a side and %d in all are read",
                    format, width, height, MAX_SIDE, MAX_PIXELS);
        }
        return new ImageHeader(format, (int) width, (int) height, Exif.NONE, 1);
    }

    /** Returns the same of several frames. */
    ImageHeader withFrames(int count) {
        return new ImageHeader(format, width, height, exif, count);
    }

    /** Returns the same with what a camera wrote. */
    ImageHeader with(Exif other) {
        return new ImageHeader(format, width, height, other, frames);
    }

    /** Returns the EXIF orientation, 1 to 8. */
    public int orientation() {
        return exif.orientation();
    }

    /** Returns the width of the image as it is looked at. */
    public int uprightWidth() {
        return orientation() > 4 ? height : width;
    }

    /** Returns the height of the image as it is looked at. */
    public int uprightHeight() {
        return orientation() > 4 ? width : height;
    }

    private static ImageException notRead(Bytes file) {
        String foreign = foreign(file);
        if (foreign != null) {
            return new ImageException(
                            "the file is %3$s %1$s image; TagZoo reads JPEG, PNG, GIF, BMP, TIFF and WebP: convert it, such as with 'magick photo.%2$s photo.jpg'",
                            foreign,
                            foreign.toLowerCase(Locale.ROOT),
                            foreign.startsWith("A") ? "an" : "a")
                    .ofKind(foreign);
        }
        String what =
                file.startsWith("%PDF")
                        ? "a PDF document"
                        : file.textAt(4, "ftyp")
                                ? "a video"
                                : isText(file) ? "text, not an image" : "not an image";
        return new ImageException(
                        "the file is %s; TagZoo reads JPEG, PNG, GIF, BMP, TIFF and WebP", what)
                .ofKind("no image");
    }

    /** Returns the name of an image format that is not read, {@code null} if it is none. */
    private static String foreign(Bytes file) {
        if (file.startsWith("II+\0") || file.startsWith("MM\0+")) {
            return "BigTIFF";
        }
        if (file.startsWith("\0\0\0\fJXL ")) {
            return "JXL";
        }
        if (file.startsWith("\0\0\0\fjP  ")) {
            return "JP2";
        }
        if (file.startsWith("8BPS")) {
            return "PSD";
        }
        if (!file.textAt(4, "ftyp") || !file.has(8, 4)) {
            return null;
        }
        // The brand, a version, and the brands that it is compatible with.
        long end = Math.min(Math.min(file.u32Big(0), file.length()), START);
        String brands = file.latin1(8, (int) Math.max(4, end - 8));
        if (brands.contains("avif") || brands.contains("avis")) {
            return "AVIF";
        }
        return HEIC.matcher(brands).find() ? "HEIC" : null;
    }

    private static boolean isText(Bytes file) {
        int length = Math.min(file.length(), 64);
        String start = file.text(0, length, StandardCharsets.ISO_8859_1);
        return start.chars()
                .allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t');
    }
}
