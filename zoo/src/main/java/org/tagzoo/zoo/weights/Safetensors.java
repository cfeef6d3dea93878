package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: 8 bytes of header length, a JSON header, the tensors' bytes.
 *
 * <p>Only the header is read when it is opened; a tensor is mapped into memory when asked for. What
 * the Python package refuses is refused: a header over 100 MB or longer than the file, tensors that
 * overlap, leave a gap, don't end with the file or don't fit their shape, and names given twice.
 */
public final class Safetensors implements TensorSource {

    static final long LONGEST_HEADER = 100_000_000;

    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private Safetensors(Path file, FileChannel channel, SafetensorsHeader header, long dataStart) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.dataStart = dataStart;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws WeightsException if there is no such file or it is not a sound safetensors file
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static Safetensors open(Path file) throws WeightsException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            long size = channel.size();
            long headerLength = headerLength(file, channel, size);
            byte[] json = readAt(channel, 8, (int) headerLength).array();
            long dataStart = 8 + headerLength;
            SafetensorsHeader header =
                    SafetensorsHeader.parse(json, size - dataStart, file.toString());
            Safetensors opened = new Safetensors(file, channel, header, dataStart);
            channel = null;
            return opened;
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            throw new WeightsException("Can't read the weights file " + file + ": " + e, e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static long headerLength(Path file, FileChannel channel, long size) throws IOException {
        if (size < 8) {
            throw new WeightsException(
                    "%s is no safetensors file: %d bytes, less than the 8 of its header length"
                            .formatted(file, size));
        }
        long length = readAt(channel, 0, 8).getLong(0);
        if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
            throw new WeightsException(
                    ("%s is no safetensors file, or is cut short: a header of %s bytes, allowed are"
                                    + " 2 to %d here")
                            .formatted(
                                    file,
                                    Long.toUnsignedString(length),
                                    Math.min(LONGEST_HEADER, size - 8)));
        }
        return length;
    }

    /** Returns what the writer of the file noted in it; empty if nothing. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public String origin() {
        return file.toString();
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(header.tensors().keySet());
    }

    @Override
    public long[] shape(String name) throws WeightsException {
        return tensor(name).shapeArray();
    }

    @Override
    public String numberType(String name) throws WeightsException {
        return tensor(name).type().name();
    }

    @Override
    public FloatBuffer read(String name) throws WeightsException {
        StoredTensor tensor = stored(name);
        try {
            return tensor.read(channel);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    @Override
    public void read(String name, ByteBuffer target) throws WeightsException {
        StoredTensor tensor = stored(name);
        try {
            tensor.read(channel, target);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private StoredTensor stored(String name) throws WeightsException {
        SafetensorsHeader.Tensor tensor = tensor(name);
        return StoredTensor.contiguous(tensor.type(), dataStart + tensor.start(), tensor.shape());
    }

    private WeightsException failure(String name, IOException e) {
        return new WeightsException(
                "Can't read tensor '%s' of %s: %s".formatted(name, file, e.getMessage()), e);
    }

    private SafetensorsHeader.Tensor tensor(String name) throws WeightsException {
        SafetensorsHeader.Tensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new WeightsException("No tensor '%s' in %s".formatted(name, file));
        }
        return tensor;
    }

    private static ByteBuffer readAt(FileChannel channel, long position, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        StoredTensor.fill(channel, position, bytes);
        return bytes;
    }

    static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The reason why it is closed here matters more.
            }
        }
    }

    @Override
    public void close() throws WeightsException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new WeightsException("Can't close " + file + ": " + e, e);
        }
    }
}
