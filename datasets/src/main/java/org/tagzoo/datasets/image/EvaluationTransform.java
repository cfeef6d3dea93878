package org.tagzoo.datasets.image;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of an image before a network sees it: the shorter side is resized and the centre
 * cropped, or the whole image is resized, whatever its proportions or with bars beside it. Bit for
 * bit equal to torchvision's {@code Resize} and {@code CenterCrop} and Pillow's {@code
 * ImageOps.pad} on a Pillow image.
 *
 * <p>In a crop the longer side gets the proportional length, rounded down; a crop that can't be
 * centred begins at the even one of the two offsets beside. Where a resized image is smaller than
 * the crop, black is put around it, the odd row or column of it below or to the right. A crop to
 * what is no square, {@link #of}, resizes the image in proportion until both sides of the result
 * are covered.
 *
 * @param resize how the image gets the proportions of the result
 * @param shorterSide of a crop: in pixels after the resize, the longer in proportion; 0 if that
 *     follows from the result's sides, which are covered; else 0
 * @param width of the result in pixels
 * @param height of the result in pixels
 * @param resampling of the resize
 * @param decoding of files before the resize
 */
public record EvaluationTransform(
        Resize resize,
        int shorterSide,
        int width,
        int height,
        Resampling resampling,
        Decoding decoding) {

    private static final int LARGEST_SIDE = 4096;
    private static final byte[] BLACK = new byte[3];
    private static final byte[] MEAN = {124, 116, 104};

    public EvaluationTransform {
        if (shorterSide < 0
                || width < 1
                || height < 1
                || Math.max(shorterSide, Math.max(width, height)) > LARGEST_SIDE
                || (shorterSide == 0
                        ? resize.kind() == Resize.Kind.CROP && width == height
                        : resize.kind() != Resize.Kind.CROP)) {
            throw new IllegalArgumentException(
                    "A result must be 1 to %d pixels wide and high, and the shorter side of a crop too, else 0; got %s, %d x %d and %d"
                            .formatted(LARGEST_SIDE, resize.label(), width, height, shorterSide));
        }
    }

    /** A crop of an image whose shorter side is given; where that is 0, the image is stretched. */
    public EvaluationTransform(
            int shorterSide, int width, int height, Resampling resampling, Decoding decoding) {
        this(
                shorterSide == 0 ? Resize.STRETCH : Resize.CROP,
                shorterSide,
                width,
                height,
                resampling,
                decoding);
    }

    /** Returns what training and exports do. */
    public static EvaluationTransform of(ImageSize size, Resize resize, Decoding decoding) {
        int shorterSide = size.isSquare() ? resize.shorterSide(size.width()) : 0;
        return new EvaluationTransform(
                resize, shorterSide, size.width(), size.height(), resize.resampling(), decoding);
    }

    /** Returns the size that images are stretched to, decoded whole. */
    public static EvaluationTransform of(ImageSize size) {
        return of(size, Resize.STRETCH, Decoding.WHOLE);
    }

    /** Returns the square that images become. */
    public static EvaluationTransform square(int size, Resize resize, Decoding decoding) {
        return of(ImageSize.square(size), resize, decoding);
    }

    /** Returns the square that images are stretched to, decoded whole. */
    public static EvaluationTransform square(int size) {
        return of(ImageSize.square(size));
    }

    /** Returns the size of the result. */
    public ImageSize size() {
        return new ImageSize(height, width);
    }

    /**
     * Returns in which ways images differ from stretched ones that were decoded whole, such as
     * {@code reduced crop}; an empty text if in none. For keys of what is kept of them, beside the
     * size.
     */
    public String differences() {
        return Stream.of(
                        decoding == Decoding.WHOLE ? "" : decoding.label(),
                        resize.equals(Resize.STRETCH) ? "" : resize.label())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /**
     * Returns what the network gets of a file.
     *
     * @param content the whole file
     * @return {@code width} x {@code height} pixels
     * @throws ImageException if it is no image that can be decoded whole; the message says why
     */
    public RgbImage read(byte[] content) throws ImageException {
        try (DecodedImage image = decoding.open(content, leastSide())) {
            return apply(image);
        }
    }

    /** Returns which length the shorter side of an image is not reduced below by decoding. */
    private int leastSide() {
        int longer = Math.max(width, height);
        boolean covers = shorterSide == 0 && resize.kind() == Resize.Kind.CROP;
        return covers ? resize.shorterSide(longer) : shorterSide == 0 ? longer : shorterSide;
    }

    /**
     * Returns what the network gets of an image that is decoded already. An image that {@link #of}
     * made is left as it is, and so is any other of that size.
     *
     * @return {@code width} x {@code height} pixels
     */
    public RgbImage apply(RgbImage image) {
        return apply(DecodedImage.of(image));
    }

    private RgbImage apply(DecodedImage image) {
        if (isDone(image.width(), image.height())) {
            return image.whole();
        }
        Placement to = placement(image.width(), image.height());
        Region seen =
                new Region(
                        Math.max(0, -to.left()),
                        Math.max(0, -to.top()),
                        Math.min(width, to.width()),
                        Math.min(height, to.height()));
        RgbImage part = resampling.resize(image, to.width(), to.height(), seen);
        byte[] around = resize.kind() == Resize.Kind.PAD ? MEAN : BLACK;
        return on(around, part, Math.max(0, to.left()), Math.max(0, to.top()));
    }

    private boolean isDone(int imageWidth, int imageHeight) {
        return !resize.isPlain() && imageWidth == width && imageHeight == height;
    }

    /** Returns where an upright image of a size comes to lie in the result. */
    public Placement placement(int imageWidth, int imageHeight) {
        if (isDone(imageWidth, imageHeight) || resize.kind() == Resize.Kind.STRETCH) {
            return new Placement(imageWidth, imageHeight, width, height, 0, 0);
        }
        return resize.kind() == Resize.Kind.CROP
                ? crop(imageWidth, imageHeight)
                : pad(imageWidth, imageHeight);
    }

    private Placement crop(int imageWidth, int imageHeight) {
        int shorter = Math.min(imageWidth, imageHeight);
        int scaledWidth = scaled(imageWidth, shorter, shorterSide);
        int scaledHeight = scaled(imageHeight, shorter, shorterSide);
        if (shorterSide == 0) {
            boolean wide = (long) imageWidth * height >= (long) imageHeight * width;
            int newWidth = resize.shorterSide(width);
            int newHeight = resize.shorterSide(height);
            scaledWidth = wide ? scaled(imageWidth, imageHeight, newHeight) : newWidth;
            scaledHeight = wide ? newHeight : scaled(imageHeight, imageWidth, newWidth);
        }
        return new Placement(
                imageWidth,
                imageHeight,
                scaledWidth,
                scaledHeight,
                start(scaledWidth, width),
                start(scaledHeight, height));
    }

    private Placement pad(int imageWidth, int imageHeight) {
        // Pillow's own order of operations, which decides how halves are rounded.
        double ratio = (double) imageWidth / imageHeight;
        int newWidth = width;
        int newHeight = height;
        if (ratio > (double) width / height) {
            newHeight = rounded((double) imageHeight / imageWidth * width);
        } else {
            newWidth = rounded(ratio * height);
        }
        return new Placement(
                imageWidth,
                imageHeight,
                newWidth,
                newHeight,
                (int) Math.rint((width - newWidth) * 0.5),
                (int) Math.rint((height - newHeight) * 0.5));
    }

    /** Returns where a side begins in its crop: before it, or after bars where it is shorter. */
    private static int start(int side, int crop) {
        return crop > side ? (crop - side) / 2 : -(int) Math.rint((side - crop) / 2.0);
    }

    private static int rounded(double side) {
        return Math.max(1, (int) Math.rint(side));
    }

    private static int scaled(int side, int other, int newOther) {
        // The other side comes out as newOther exactly.
        double length = (double) ((long) newOther * side) / other;
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "An image with sides of %d and %d pixels is too long to resize to %d"
                            .formatted(other, side, newOther));
        }
        return (int) length;
    }

    /** Returns the part itself where it fills the result. */
    private RgbImage on(byte[] colour, RgbImage part, int left, int top) {
        if (part.width() == width && part.height() == height) {
            return part;
        }
        byte[] out = new byte[width * height * 3];
        for (int i = 0; i < out.length; i++) {
            out[i] = colour[i % 3];
        }
        int row = part.width() * 3;
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(part.pixels(), y * row, out, ((top + y) * width + left) * 3, row);
        }
        return new RgbImage(width, height, out);
    }
}
