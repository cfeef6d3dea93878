package org.tagzoo.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * Writes safetensors files: float32, tensors and notes sorted by name, so that the same tensors
 * give the same bytes, which are those that the Python package writes.
 */
public final class SafetensorsWriter {

    private static final int CHUNK = 1 << 18;

    private SafetensorsWriter() {}

    /**
     * Writes all tensors of a source, one after the other, never all of them in memory. The file
     * appears under its name only when it is complete, and replaces one that is there.
     *
     * @param metadata notes for the header; may be empty
     * @throws WeightsException if the source can't be read or the file not written
     */
    public static void write(Path file, TensorSource source, Map<String, String> metadata)
            throws WeightsException {
        try {
            AtomicFile.make(file, aside -> writeAside(aside, source, metadata));
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            throw new WeightsException("Can't write the weights file " + file + ": " + e, e);
        }
    }

    private static void writeAside(Path aside, TensorSource source, Map<String, String> metadata)
            throws IOException {
        List<String> names = new ArrayList<>(source.names());
        names.sort(null);
        try (FileChannel out =
                FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            byte[] header = header(names, source, metadata);
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            writeAll(out, length.putLong(header.length).flip());
            writeAll(out, ByteBuffer.wrap(header));
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK * Float.BYTES);
            chunk.order(ByteOrder.LITTLE_ENDIAN);
            for (String name : names) {
                writeTensor(out, name, source, chunk);
            }
        }
    }

    private static byte[] header(
            List<String> names, TensorSource source, Map<String, String> metadata)
            throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", new TreeMap<>(metadata));
        }
        long end = 0;
        for (String name : names) {
            Map<String, Object> tensor = new LinkedHashMap<>();
            long[] shape = source.shape(name);
            long start = end;
            end += Float.BYTES * Arrays.stream(shape).reduce(1, Math::multiplyExact);
            tensor.put("dtype", TensorType.F32.name());
            tensor.put("shape", shape);
            tensor.put("data_offsets", new long[] {start, end});
            header.put(name, tensor);
        }
        String json = CheckedJson.line(header);
        // Spaces up to a multiple of 8 keep the tensors aligned.
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
    }

    private static void writeTensor(
            FileChannel out, String name, TensorSource source, ByteBuffer chunk)
            throws IOException {
        FloatBuffer values = source.read(name);
        long expected = Arrays.stream(source.shape(name)).reduce(1, Math::multiplyExact);
        if (values.remaining() != expected) {
            throw new WeightsException(
                    "Tensor '%s' of %s has %d values, its shape says %d"
                            .formatted(name, source.origin(), values.remaining(), expected));
        }
        while (values.hasRemaining()) {
            int count = Math.min(CHUNK, values.remaining());
            chunk.clear().limit(count * Float.BYTES);
            chunk.asFloatBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            writeAll(out, chunk);
        }
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
