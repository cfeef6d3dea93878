package org.tagzoo.zoo.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.EnumUtils;

/**
 * A safetensors file: 8 bytes of header length, a JSON header, the tensors' bytes.
 *
 * <p>Only the header is read when it is opened; a tensor is mapped into memory when asked for. What
 * the Python package refuses is refused: a header over 100 MB or longer than the file, tensors that
 * overlap, leave a gap, don't end with the file or don't fit their shape, and names given twice.
 */
public final class Safetensors extends StoredTensors {

    private static final long LONGEST_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";

    /** Enough for {@code {"name": {"shape": [..]}}} and unknown fields with a value of theirs. */
    private static final int DEEPEST_JSON = 8;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST_JSON).build())
                    .build();

    /**
     * What the header says of a tensor.
     *
     * @param start of its bytes in the data part
     * @param end of them, exclusive
     */
    private record Entry(String name, TensorType type, List<Long> shape, long start, long end) {

        StoredTensor stored(long dataStart) {
            return StoredTensor.contiguous(type, dataStart + start, shape);
        }
    }

    private final Map<String, String> metadata;

    private Safetensors(
            Path file,
            FileChannel channel,
            Map<String, StoredTensor> tensors,
            Map<String, String> metadata) {
        super(file, channel, tensors);
        this.metadata = metadata;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws WeightsException if there is no such file or it is not a sound safetensors file
     */
    public static Safetensors open(Path file) throws WeightsException {
        return open(file, channel -> open(file, channel));
    }

    private static Safetensors open(Path file, FileChannel channel) throws IOException {
        long length = headerLength(file, channel);
        long dataStart = Long.BYTES + length;
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        try {
            // Strict about UTF-8, and no guess at another encoding.
            ByteBuffer json = readAt(channel, Long.BYTES, (int) length);
            List<Entry> entries = header(UTF_8.newDecoder().decode(json).toString(), metadata);
            checkPlaces(entries, channel.size() - dataStart);
            entries.forEach(entry -> tensors.put(entry.name(), entry.stored(dataStart)));
        } catch (IOException | ArithmeticException e) {
            String reason =
                    e.getMessage() == null
                            ? e.toString()
                            : e.getMessage().lines().findFirst().orElse("");
            throw new WeightsException(
                    "The safetensors header of %s is not sound: %s".formatted(file, reason), e);
        }
        return new Safetensors(file, channel, tensors, metadata);
    }

    private static long headerLength(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new WeightsException(
                    "%s is no safetensors file: %d bytes, less than the 8 of its header length"
                            .formatted(file, size));
        }
        long length = readAt(channel, 0, Long.BYTES).getLong(0);
        if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
            throw new WeightsException(
                    "%s is no safetensors file, or is cut short: a header of %s bytes, allowed are 2 to %d here"
                            .formatted(
                                    file,
                                    Long.toUnsignedString(length),
                                    Math.min(LONGEST_HEADER, size - Long.BYTES)));
        }
        return length;
    }

    private static ByteBuffer readAt(FileChannel channel, long position, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        StoredTensor.fill(channel, position, bytes);
        return bytes.flip();
    }

    private static List<Entry> header(String text, Map<String, String> metadata)
            throws IOException {
        check(text.startsWith("{"), "it doesn't start with {");
        List<Entry> entries = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                require(parser.nextToken() == JsonToken.START_OBJECT, name, "must be an object");
                if (name.equals(METADATA)) {
                    readMetadata(parser, metadata);
                } else {
                    entries.add(readEntry(parser, name));
                }
            }
            check(parser.nextToken() == null, "something follows the closing }");
        }
        entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
        return entries;
    }

    private static void readMetadata(JsonParser parser, Map<String, String> metadata)
            throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            String value = parser.nextTextValue();
            require(value != null, METADATA, "must hold texts only");
            metadata.put(key, value);
        }
    }

    private static Entry readEntry(JsonParser parser, String name) throws IOException {
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            switch (key) {
                case "dtype" -> {
                    String text = parser.nextTextValue();
                    type = EnumUtils.getEnum(TensorType.class, text);
                    List<TensorType> known = List.of(TensorType.values());
                    require(
                            type != null,
                            name,
                            "has dtype %s, known are %s".formatted(text, known));
                }
                case "shape" -> shape = readNumbers(parser, name);
                case "data_offsets" -> offsets = readNumbers(parser, name);
                default -> {
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
        }
        require(type != null && shape != null, name, "has no dtype or no shape");
        require(offsets != null && offsets.size() == 2, name, "needs data_offsets [start, end]");
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> readNumbers(JsonParser parser, String name) throws IOException {
        require(parser.nextToken() == JsonToken.START_ARRAY, name, "needs lists of whole numbers");
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            long number = parser.getLongValue();
            require(number >= 0, name, "has a negative size or place");
            numbers.add(number);
        }
        require(parser.currentToken() == JsonToken.END_ARRAY, name, "needs lists of whole numbers");
        return List.copyOf(numbers);
    }

    /** Each tensor starts where the one before it ended, and the last ends with the file. */
    private static void checkPlaces(List<Entry> entries, long dataLength) throws WeightsException {
        long end = 0;
        for (Entry entry : entries) {
            require(
                    entry.start() == end && entry.end() >= end,
                    entry.name(),
                    "lies at %d to %d, expected a start at %d (no gap, no overlap)"
                            .formatted(entry.start(), entry.end(), end));
            end = entry.end();
            long needed = Math.multiplyExact(entry.stored(0).count(), entry.type().sizeInBytes());
            require(
                    needed == end - entry.start(),
                    entry.name(),
                    "of shape %s in %s has %d bytes, needs %d"
                            .formatted(entry.shape(), entry.type(), end - entry.start(), needed));
        }
        check(
                end == dataLength,
                "its tensors have %d bytes, the file holds %d (cut short?)"
                        .formatted(end, dataLength));
    }

    private static void require(boolean held, String name, String rule) throws WeightsException {
        check(held, "tensor '" + name + "' " + rule);
    }

    private static void check(boolean held, String rule) throws WeightsException {
        if (!held) {
            throw new WeightsException(rule);
        }
    }

    /** Returns what the writer of the file noted in it; empty if nothing. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }
}
