package org.tagzoo.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An image in a file of its own: JPEG, PNG, GIF, BMP, TIFF or WebP (of several frames or pages the
 * first).
 */
public final class ImageFile implements ImageSource {

    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 28;

    private final Path path;

    public ImageFile(Path path) {
        this.path = path;
    }

    @Override
    public byte[] content() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES);
            if (content.length == MAX_BYTES && in.read() >= 0) {
                throw new ImageException("the file is larger than %d MiB", MAX_BYTES >> 20);
            }
            return content;
        }
    }

    @Override
    public RgbImage draw(EvaluationTransform transform) throws IOException {
        return transform.read(content());
    }

    @Override
    public String location() {
        return path.toString();
    }
}
