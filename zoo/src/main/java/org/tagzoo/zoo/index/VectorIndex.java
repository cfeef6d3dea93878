package org.tagzoo.zoo.index;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * The unit vectors of images in a file, and the nearest of them to a query: exact, by looking at
 * all. The engine multiplies all vectors by the query in float32; those that may be among the
 * nearest, as far as rounding goes, are multiplied again in double precision.
 *
 * <p>The file, little-endian: 8 bytes {@code TZINDEX1}, the length of the header and its CRC-32C (4
 * bytes each), the header as JSON; from byte {@value #DATA} on the vectors, {@code [count,
 * dimension]} in float32, then the images' names as JSON. It is mapped into memory, and checked
 * when it is opened. For one thread.
 */
public final class VectorIndex implements AutoCloseable {

    /** Where the vectors begin. */
    static final int DATA = 1 << 16;

    /** The most neighbours that are looked for. */
    public static final int MOST = 1000;

    private static final byte[] MAGIC = "TZINDEX1".getBytes(StandardCharsets.US_ASCII);
    private static final int PREFIX = MAGIC.length + 2 * Integer.BYTES;

    /** So much is mapped and multiplied at a time. */
    private static final long PIECE = 1L << 28;

    private static final double HALF_ULP = 0x1p-24;

    /**
     * A near image.
     *
     * @param cosine -1 to 1, to rounding
     */
    public record Neighbour(IndexedImage image, double cosine) {}

    /** Some of the vectors. */
    private record Piece(int first, int rows, ByteBuffer bytes, NDArray matrix) {}

    private final IndexHeader header;
    private final List<IndexedImage> images;
    private final List<Piece> pieces;
    private final NDManager manager;

    private VectorIndex(
            IndexHeader header, List<IndexedImage> images, List<Piece> pieces, NDManager manager) {
        this.header = header;
        this.images = images;
        this.pieces = pieces;
        this.manager = manager;
    }

    /**
     * Opens an index.
     *
     * @throws IOException if it is none, or is damaged; one line
     */
    public static VectorIndex open(Path file) throws IOException {
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        try (FileChannel in = FileChannel.open(file)) {
            IndexHeader header = header(file, in);
            long size = DATA + header.vectorBytes() + header.imagesBytes();
            if (in.size() != size) {
                throw damaged(file, "it has %d bytes, not %d".formatted(in.size(), size));
            }
            CRC32C crc = new CRC32C();
            List<Piece> pieces = new ArrayList<>();
            long rowBytes = (long) header.dimension() * Float.BYTES;
            int rows = (int) Math.max(1, PIECE / rowBytes);
            for (int first = 0; first < header.count(); first += rows) {
                int some = Math.min(rows, header.count() - first);
                ByteBuffer bytes = map(in, DATA + first * rowBytes, some * rowBytes);
                update(crc, bytes);
                NDArray matrix =
                        manager.create(
                                bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN),
                                new Shape(some, header.dimension()),
                                DataType.FLOAT32);
                pieces.add(new Piece(first, some, bytes, matrix));
            }
            ByteBuffer names = map(in, DATA + header.vectorBytes(), header.imagesBytes());
            update(crc, names);
            if (crc.getValue() != header.crc32c()) {
                throw damaged(file, "its checksum is another");
            }
            return new VectorIndex(header, images(file, names, header), pieces, manager);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static ByteBuffer map(FileChannel in, long from, long bytes) throws IOException {
        return in.map(FileChannel.MapMode.READ_ONLY, from, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static IndexHeader header(Path file, FileChannel in) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(DATA).order(ByteOrder.LITTLE_ENDIAN);
        while (start.hasRemaining() && in.read(start) >= 0) {
            // A file may come in several reads.
        }
        start.flip();
        byte[] magic = new byte[MAGIC.length];
        try {
            start.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new IOException("%s is no index: 'tagzoo index' writes one".formatted(file));
            }
            int length = start.getInt();
            int sum = start.getInt();
            if (length < 0 || length > DATA - PREFIX) {
                throw damaged(file, "its header has %d bytes".formatted(length));
            }
            byte[] json = new byte[length];
            start.get(json);
            if (crc(json) != sum) {
                throw damaged(file, "the checksum of its header is another");
            }
            return CheckedJson.JSON
                    .allowingMissing()
                    .parse(json, file.toString(), IndexHeader.class);
        } catch (BufferUnderflowException e) {
            throw new IOException("%s is no index: it is cut short".formatted(file), e);
        }
    }

    /** Returns the beginning of the file, up to the vectors. */
    static ByteBuffer headerBlock(IndexHeader header) {
        byte[] json = CheckedJson.line(header).getBytes(StandardCharsets.UTF_8);
        Check.within("bytes of the index's header", json.length, 1, DATA - PREFIX);
        return ByteBuffer.allocate(DATA)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(json.length)
                .putInt(crc(json))
                .put(json)
                .clear();
    }

    /** Calls of small parts are soon compiled to the processor's own instruction; one is not. */
    private static void update(CRC32C crc, ByteBuffer bytes) {
        for (int from = 0; from < bytes.capacity(); from += DATA) {
            crc.update(bytes.slice(from, Math.min(DATA, bytes.capacity() - from)));
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static List<IndexedImage> images(Path file, ByteBuffer names, IndexHeader header)
            throws IOException {
        byte[] json = new byte[names.remaining()];
        names.get(json);
        IndexedImage[] images =
                CheckedJson.JSON
                        .ofAtMost(json.length)
                        .parse(json, file + ": images", IndexedImage[].class);
        if (images.length != header.count()) {
            throw damaged(
                    file, "it names %d images, not %d".formatted(images.length, header.count()));
        }
        return List.of(images);
    }

    private static IOException damaged(Path file, String why) {
        return new IOException(
                "%s is damaged: %s; make it again with 'tagzoo index'".formatted(file, why));
    }

    /** Returns how many images there are. */
    public int size() {
        return images.size();
    }

    /** Returns the length of a vector. */
    public int dimension() {
        return header.dimension();
    }

    /** Returns what was indexed, for people. */
    public String corpus() {
        return header.corpus();
    }

    /** Returns the network whose embeddings these are. */
    public IndexNetwork network() {
        return header.network();
    }

    /**
     * Returns the nearest images, the nearest first; of equally near ones, the earlier in the index
     * first.
     *
     * @param query finite, of any length
     * @param most how many, 1 to {@value #MOST}; fewer if there are fewer
     * @throws IllegalArgumentException if the query has another dimension, or is not finite
     */
    public List<Neighbour> nearest(float[] query, int most) {
        Check.within("number of neighbours", most, 1, MOST);
        Check.that(
                query.length == dimension(),
                "dimension of the query",
                String.valueOf(dimension()),
                query.length);
        float[] unit = UnitVector.of(query);
        float[] rough = multiply(unit);
        double margin = 2 * (dimension() + 8) * HALF_ULP * 1.01;
        double least = largest(rough, Math.min(most, rough.length)) - margin;
        List<Neighbour> near = new ArrayList<>();
        float[] row = new float[dimension()];
        for (Piece piece : pieces) {
            for (int i = 0; i < piece.rows(); i++) {
                int n = piece.first() + i;
                if (rough[n] >= least) {
                    piece.bytes().asFloatBuffer().get(i * dimension(), row);
                    near.add(new Neighbour(images.get(n), UnitVector.product(unit, row)));
                }
            }
        }
        near.sort(Comparator.comparingDouble(Neighbour::cosine).reversed());
        return List.copyOf(near.subList(0, Math.min(most, near.size())));
    }

    private float[] multiply(float[] unit) {
        float[] products = new float[size()];
        try (NDManager used = manager.newSubManager()) {
            NDArray query = used.create(unit, new Shape(unit.length));
            for (Piece piece : pieces) {
                NDArray product = piece.matrix().matMul(query);
                product.attach(used);
                System.arraycopy(product.toFloatArray(), 0, products, piece.first(), piece.rows());
            }
        }
        return products;
    }

    /** Returns the k-th largest. */
    private static float largest(float[] values, int k) {
        float[] best = new float[k];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (float value : values) {
            if (value > best[0]) {
                int at = 0;
                while (at + 1 < k && best[at + 1] < value) {
                    best[at] = best[++at];
                }
                best[at] = value;
            }
        }
        return best[0];
    }

    @Override
    public void close() {
        manager.close();
    }
}
