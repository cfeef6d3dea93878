package org.tagzoo.zoo.image;

import ai.djl.modality.cv.BufferedImageFactory;
import ai.djl.modality.cv.Image;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tagzoo.datasets.file.IoReason;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageDecoder;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Images decoded as TagZoo decodes those that it trains on: upright as EXIF says, gray and CMYK as
 * RGB, transparency over white. DJL's own {@code ImageFactory.fromFile} leaves a rotated photograph
 * on its side, and a network's scores are other ones then.
 *
 * <p>Files are JPEG, PNG, GIF, BMP, TIFF or WebP (the first frame or page), told by their content,
 * of at most {@link ImageFile#MAX_BYTES} bytes and 100 million pixels.
 */
public final class Images {

    private Images() {}

    /** What makes pixels, or more, of a file's bytes. */
    @FunctionalInterface
    public interface Decoder<T> {
        /**
         * @throws ImageException if they are no image that can be decoded whole; one line
         */
        T decode(byte[] content) throws ImageException;
    }

    /**
     * Returns the image in a file as DJL's own type, for {@code Criteria<Image, …>}.
     *
     * @throws ImageException if the file is no image that can be decoded whole; one line that says
     *     why
     */
    public static Image read(Path file) throws IOException {
        return image(decode(file));
    }

    /** Returns decoded pixels as DJL's own type. */
    public static Image image(RgbImage decoded) {
        BufferedImage image =
                new BufferedImage(decoded.width(), decoded.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = decoded.pixels();
        for (int i = 0; i < rgb.length; i += 3) {
            bgr[i] = rgb[i + 2];
            bgr[i + 1] = rgb[i + 1];
            bgr[i + 2] = rgb[i];
        }
        return new BufferedImageFactory().fromImage(image);
    }

    /**
     * Returns the image in a file.
     *
     * @throws ImageException if the file is no image that can be decoded whole; one line that names
     *     the file and says why
     * @throws IOException likewise, if it can't be read
     */
    public static RgbImage decode(Path file) throws IOException {
        return of(file, ImageDecoder::decode);
    }

    /**
     * Returns what a network gets of a file.
     *
     * @param transform of the network
     * @throws ImageException if the file is no image that can be decoded whole; one line that names
     *     the file and says why
     * @throws IOException likewise, if it can't be read
     */
    public static RgbImage seen(Path file, EvaluationTransform transform) throws IOException {
        return of(file, transform::read);
    }

    /**
     * Returns what is made of a file.
     *
     * @throws ImageException if the decoder throws it; one line that names the file too
     * @throws IOException likewise, if it can't be read
     */
    public static <T> T of(Path file, Decoder<T> decoder) throws IOException {
        try {
            return decoder.decode(new ImageFile(file).content());
        } catch (ImageException e) {
            throw new ImageException(e, "%s: %s", file, e.getMessage());
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException(file + ": the file can't be read: " + IoReason.of(e), e);
        }
    }

    /**
     * Returns what is made of the image in a stream, which is read to its end and left open.
     *
     * @throws ImageException if the decoder throws it, or there are more bytes than of any image
     */
    public static <T> T of(InputStream stream, Decoder<T> decoder) throws IOException {
        byte[] content = stream.readNBytes(ImageFile.MAX_BYTES);
        if (content.length == ImageFile.MAX_BYTES && stream.read() >= 0) {
            throw new ImageException(
                    "the image is larger than %d MiB".formatted(ImageFile.MAX_BYTES >> 20));
        }
        return decoder.decode(content);
    }
}
