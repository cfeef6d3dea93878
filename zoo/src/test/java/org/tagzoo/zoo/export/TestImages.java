package org.tagzoo.zoo.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.image.Images;

/** Image files of every kind that the decoder has fixtures of. */
public final class TestImages {

    private static final Path FOLDER =
            Path.of("..", "datasets", "src", "test", "resources", "org/tagzoo/datasets/image");

    private TestImages() {}

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** Returns the files that can be decoded: gray, rotated, transparent, CMYK, one pixel wide. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(Files::isRegularFile).filter(TestImages::isImage).sorted().toList();
        }
    }

    private static boolean isImage(Path file) {
        try {
            return Images.decode(file).width() > 0;
        } catch (ImageException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Returns noise, so that each image has scores of its own. */
    static RgbImage noise(int width, int height, long seed) {
        byte[] pixels = new byte[3 * width * height];
        new Random(seed).nextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }
}
