package org.tagzoo.zoo.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;

/** Writes an index, whole or not at all; {@link VectorIndex} says how it looks. */
public final class IndexWriter {

    private final FileChannel out;
    private final CRC32C crc = new CRC32C();

    private IndexWriter(FileChannel out) {
        this.out = out;
    }

    /**
     * Writes an index.
     *
     * @param vectors gives the vector of each image, finite, of any length but brought to length 1;
     *     zeros stay as they are, and are similar to nothing
     * @throws IllegalArgumentException if there is no image, or a vector is not finite
     * @throws IOException if it can't be written
     */
    public static void write(
            Path target,
            String corpus,
            IndexNetwork network,
            List<IndexedImage> images,
            int dimension,
            IntFunction<float[]> vectors)
            throws IOException {
        AtomicFile.make(
                target.toAbsolutePath(),
                aside -> {
                    try (FileChannel out =
                            FileChannel.open(
                                    aside,
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.WRITE)) {
                        new IndexWriter(out).write(corpus, network, images, dimension, vectors);
                    }
                });
    }

    private void write(
            String corpus,
            IndexNetwork network,
            List<IndexedImage> images,
            int dimension,
            IntFunction<float[]> vectors)
            throws IOException {
        out.position(VectorIndex.DATA);
        ByteBuffer row =
                ByteBuffer.allocate(Math.multiplyExact(dimension, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < images.size(); n++) {
            row.clear().asFloatBuffer().put(UnitVector.of(vectors.apply(n)));
            put(row);
        }
        byte[] names = CheckedJson.line(images).getBytes(StandardCharsets.UTF_8);
        put(ByteBuffer.wrap(names));
        IndexHeader header =
                new IndexHeader(
                        IndexHeader.FORMAT,
                        dimension,
                        images.size(),
                        names.length,
                        crc.getValue(),
                        corpus,
                        network);
        out.position(0);
        writeAll(VectorIndex.headerBlock(header));
    }

    private void put(ByteBuffer bytes) throws IOException {
        crc.update(bytes.duplicate());
        writeAll(bytes);
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
