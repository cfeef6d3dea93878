package org.tagzoo.app.evaluation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.image.RgbImage;

/** The small images of a corpus, by the ids of its images. */
public final class Thumbnails {

    /** The side in pixels. */
    private static final int SIZE = 128;

    private final Map<String, TaggedImage> images;

    private Thumbnails(Map<String, TaggedImage> images) {
        this.images = images;
    }

    /** Returns the images of these images; ids must differ. */
    public static Thumbnails of(List<TaggedImage> images) {
        return new Thumbnails(
                images.stream().collect(Collectors.toMap(TaggedImage::id, Function.identity())));
    }

    /** Returns no images at all. */
    public static Thumbnails none() {
        return new Thumbnails(Map.of());
    }

    /**
     * Draws an image.
     *
     * @return a {@code data:} address, or {@code null} if there is no image of this id
     * @throws IOException if there is, and it can't be read any more
     */
    public String draw(String id) throws IOException {
        return draw(id, EvaluationTransform.square(SIZE, Resize.STRETCH, Decoding.REDUCED));
    }

    /** Draws an image as a network gets it. */
    String draw(String id, EvaluationTransform transform) throws IOException {
        TaggedImage image = images.get(id);
        return image == null ? null : address(image.source().draw(transform));
    }

    /** Returns an image as a {@code data:} address of a JPEG, for a page that loads nothing. */
    public static String address(RgbImage image) throws IOException {
        BufferedImage buffered =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] pixels = image.pixels();
        int[] samples = IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xFF).toArray();
        buffered.getRaster().setPixels(0, 0, image.width(), image.height(), samples);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(buffered, "jpeg", jpeg);
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg.toByteArray());
    }
}
