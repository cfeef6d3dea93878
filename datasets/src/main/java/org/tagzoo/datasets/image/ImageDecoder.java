package org.tagzoo.datasets.image;

import java.util.Arrays;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * The bytes of an image file to pixels as a person sees them: gray and CMYK as RGB, transparency
 * over white, 16 bits reduced to their upper 8, turned upright as EXIF says, the first frame of an
 * animation or of several pages. Equal to Pillow's {@code ImageOps.exif_transpose}, alpha composite
 * and {@code convert("RGB")} to within rounding. Safe for several threads at once.
 */
public final class ImageDecoder {

    private static final int IGNORE_ORIENTATION = Imgcodecs.IMREAD_IGNORE_ORIENTATION;
    private static final int COLOR = Imgcodecs.IMREAD_COLOR | IGNORE_ORIENTATION;
    private static final int AS_STORED = Imgcodecs.IMREAD_UNCHANGED;

    /** An eighth is what libjpeg goes down to: one pixel of each block of 8 x 8. */
    private static final int MOST_REDUCED = 8;

    private ImageDecoder() {}

    /**
     * Loads the native library now; otherwise the first image does.
     *
     * @throws IllegalStateException if this system has none
     */
    public static void load() {
        OpenCv.load();
    }

    /**
     * Decodes a file.
     *
     * @param content the whole file
     * @throws ImageException if it is no image that can be decoded whole; the message says why
     */
    public static RgbImage decode(byte[] content) throws ImageException {
        try (DecodedImage image = open(content, Integer.MAX_VALUE)) {
            return image.whole();
        }
    }

    /**
     * Decodes a file, a JPEG at the smallest of a whole, a half, a quarter and an eighth of its
     * size of which no side is smaller than asked for, if the file's is not. Sides are rounded up.
     *
     * @param content the whole file
     * @param leastSide pixels, at least 1
     * @throws ImageException if it is no image that can be decoded whole; the message says why
     */
    static DecodedImage open(byte[] content, int leastSide) throws ImageException {
        Bytes file = new Bytes(content);
        if (JpegStructure.matches(file)) {
            return jpeg(JpegStructure.read(file).header(), content, leastSide);
        }
        ImageHeader header = ImageHeader.read(content);
        RgbImage stored =
                switch (header.format()) {
                    case JPEG -> throw new IllegalStateException("A JPEG file without its mark");
                    case PNG -> {
                        PngStructure png = PngStructure.read(file);
                        yield decode(png.image(), AS_STORED, header, 1, png);
                    }
                    case GIF -> JdkReader.gif(GifStructure.read(file), content);
                    case BMP -> decode(content, COLOR, header, 1, null);
                    case TIFF -> JdkReader.tiff(TiffStructure.read(file), content);
                    case WEBP -> webp(WebpStructure.read(file), content);
                };
        return DecodedImage.of(ExifOrientation.upright(stored, header.orientation()));
    }

    private static DecodedImage jpeg(ImageHeader header, byte[] content, int leastSide)
            throws ImageException {
        int divisor = divisor(Math.min(header.width(), header.height()) / leastSide);
        int mode =
                switch (divisor) {
                    case 2 -> Imgcodecs.IMREAD_REDUCED_COLOR_2;
                    case 4 -> Imgcodecs.IMREAD_REDUCED_COLOR_4;
                    case 8 -> Imgcodecs.IMREAD_REDUCED_COLOR_8;
                    default -> Imgcodecs.IMREAD_COLOR;
                };
        Mat mat = mat(content, mode | IGNORE_ORIENTATION, header, divisor);
        MatPixels pixels = new MatPixels(mat, null);
        if (header.orientation() == 1 && pixels.isBgr()) {
            return DecodedImage.of(mat);
        }
        try {
            return DecodedImage.of(ExifOrientation.upright(pixels.toRgb(), header.orientation()));
        } finally {
            mat.release();
        }
    }

    /** Returns a still image, or the first frame of an animation on a white canvas. */
    private static RgbImage webp(WebpStructure webp, byte[] content) throws ImageException {
        WebpStructure.Frame first = webp.first();
        if (first == null) {
            return decode(content, AS_STORED, webp.header(), 1, null);
        }
        RgbImage frame = decode(first.content(), AS_STORED, first.header(), 1, null);
        int width = webp.header().width();
        byte[] pixels = new byte[width * webp.header().height() * 3];
        Arrays.fill(pixels, (byte) 255);
        for (int y = 0; y < frame.height(); y++) {
            System.arraycopy(
                    frame.pixels(),
                    y * frame.width() * 3,
                    pixels,
                    ((y + first.top()) * width + first.left()) * 3,
                    frame.width() * 3);
        }
        return new RgbImage(width, webp.header().height(), pixels);
    }

    /** Returns the largest power of two up to a limit, which the format can divide by. */
    private static int divisor(int limit) {
        return Math.max(1, Math.min(MOST_REDUCED, Integer.highestOneBit(limit)));
    }

    private static RgbImage decode(
            byte[] content, int mode, ImageHeader header, int divisor, PngStructure png)
            throws ImageException {
        Mat mat = mat(content, mode, header, divisor);
        try {
            return new MatPixels(mat, png).toRgb();
        } finally {
            mat.release();
        }
    }

    /**
     * @param divisor by which the sides become smaller
     * @return to be released
     */
    private static Mat mat(byte[] content, int mode, ImageHeader header, int divisor)
            throws ImageException {
        OpenCv.load();
        Mat encoded = new MatOfByte(content);
        try {
            Mat mat = Imgcodecs.imdecode(encoded, mode);
            if (mat.empty()
                    || mat.cols() != divided(header.width(), divisor)
                    || mat.rows() != divided(header.height(), divisor)
                    || (mat.depth() != CvType.CV_8U && mat.depth() != CvType.CV_16U)) {
                mat.release();
                throw ImageException.damaged(header.format(), null);
            }
            return mat;
        } catch (CvException e) {
            throw ImageException.damaged(header.format(), e);
        } finally {
            encoded.release();
        }
    }

    private static int divided(int side, int divisor) {
        return (side + divisor - 1) / divisor;
    }
}
