package org.tagzoo.benchmarks.micro;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.RowCache;
import org.tagzoo.datasets.image.ImageDecoder;
import org.tagzoo.datasets.image.ImageException;
import org.tagzoo.datasets.image.ImageHeader;
import org.tagzoo.datasets.image.Resampling;
import org.tagzoo.datasets.image.RgbImage;

/**
 * The way of one image of 500 x 375 to a row of 224 x 224, step by step, and the same row from the
 * cache, on one thread.
 */
public class DecodeBenchmark extends MicroBenchmark {

    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int SIZE = 224;
    private static final int ROW_BYTES = 3 * SIZE * SIZE;
    private static final int ROWS = 64;

    private byte[] jpeg;
    private RgbImage decoded;
    private Path folder;
    private CachedRows cache;
    private ByteBuffer batchRow;
    private int next;

    /** Smooth with a little noise, as photographs are. */
    @Setup
    public void draw() throws IOException {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int gray = (int) (120 + 90 * Math.sin(x * 0.03) * Math.cos(y * 0.02));
                int red = gray + random.nextInt(20);
                int green = gray + random.nextInt(20);
                image.setRGB(x, y, (red << 16) | (green << 8) | gray);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        jpeg = out.toByteArray();
        decoded = ImageDecoder.decode(jpeg);
        folder = Files.createTempDirectory("decode-benchmark");
        cache =
                new RowCache(folder, "rows", ROW_BYTES, "", System.err::println)
                        .rows(
                                IntStream.range(0, ROWS).mapToObj("%064x"::formatted).toList(),
                                done -> {},
                                (items, sink) ->
                                        sink.put(items, ByteBuffer.allocate(ROWS * ROW_BYTES), 0));
        batchRow = ByteBuffer.allocateDirect(ROW_BYTES);
    }

    @TearDown
    public void delete() throws IOException {
        FileUtils.deleteDirectory(folder.toFile());
    }

    @Benchmark
    public ImageHeader header() throws ImageException {
        return ImageHeader.read(jpeg);
    }

    @Benchmark
    public RgbImage decode() throws ImageException {
        return ImageDecoder.decode(jpeg);
    }

    @Benchmark
    public RgbImage resize() {
        return Resampling.BILINEAR.resize(decoded, SIZE, SIZE);
    }

    @Benchmark
    public ByteBuffer cachedRow() {
        next = (next + 1) % ROWS;
        return batchRow.put(0, cache.row(next), 0, ROW_BYTES);
    }
}
