package org.tagzoo.zoo.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file, checked.
 *
 * @param metadata the writer's notes
 * @param tensors by name, in the order of their bytes
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Tensor> tensors) {

    private static final String METADATA = "__metadata__";

    /**
     * Deep enough for {@code {"name": {"shape": [..]}}} and unknown fields with a value of their
     * own.
     */
    private static final int DEEPEST_JSON = 8;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST_JSON).build())
                    .build();

    /** Where a tensor lies: bytes from start (inclusive) to end (exclusive) of the data part. */
    record Tensor(TensorType type, List<Long> shape, long start, long end) {

        long[] shapeArray() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }

        /** Returns how many bytes the shape needs. */
        long sizeInBytes() {
            long size = type.sizeInBytes();
            for (long dimension : shape) {
                size = Math.multiplyExact(size, dimension);
            }
            return size;
        }
    }

    static SafetensorsHeader parse(byte[] json, long dataLength, String origin)
            throws WeightsException {
        try {
            // Strict about UTF-8, and no guess at another encoding.
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            SafetensorsHeader header = read(text);
            header.checkPlaces(dataLength);
            return header;
        } catch (IOException | ArithmeticException e) {
            String reason = e.getMessage() == null ? e.toString() : firstLine(e.getMessage());
            throw new WeightsException(
                    "The safetensors header of %s is not sound: %s".formatted(origin, reason), e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static SafetensorsHeader read(String text) throws IOException {
        if (!text.startsWith("{")) {
            throw new WeightsException("it doesn't start with {");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Map.Entry<String, Tensor>> tensors = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                if (name.equals(METADATA)) {
                    readMetadata(parser, metadata);
                } else {
                    tensors.add(Map.entry(name, readTensor(parser, name)));
                }
            }
            if (parser.nextToken() != null) {
                throw new WeightsException("something follows the closing }");
            }
        }
        tensors.sort(
                Comparator.comparingLong((Map.Entry<String, Tensor> e) -> e.getValue().start())
                        .thenComparingLong(e -> e.getValue().end()));
        Map<String, Tensor> inOrder = new LinkedHashMap<>();
        tensors.forEach(e -> inOrder.put(e.getKey(), e.getValue()));
        return new SafetensorsHeader(metadata, inOrder);
    }

    private static void readMetadata(JsonParser parser, Map<String, String> metadata)
            throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, METADATA, "must be an object");
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            String value = parser.nextTextValue();
            require(value != null, METADATA, "must hold texts only");
            metadata.put(key, value);
        }
    }

    private static Tensor readTensor(JsonParser parser, String name) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, name, "must be an object");
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            switch (key) {
                case "dtype" -> type = readType(parser, name);
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
        return new Tensor(type, shape, offsets.get(0), offsets.get(1));
    }

    private static TensorType readType(JsonParser parser, String name) throws IOException {
        String text = parser.nextTextValue();
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new WeightsException(
                "tensor '%s' has dtype %s, known are %s"
                        .formatted(name, text, List.of(TensorType.values())));
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
    private void checkPlaces(long dataLength) throws WeightsException {
        long end = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            if (tensor.start() != end || tensor.end() < tensor.start()) {
                throw new WeightsException(
                        "tensor '%s' lies at %d to %d, expected a start at %d (no gap, no overlap)"
                                .formatted(entry.getKey(), tensor.start(), tensor.end(), end));
            }
            if (tensor.sizeInBytes() != tensor.end() - tensor.start()) {
                throw new WeightsException(
                        "tensor '%s' of shape %s in %s has %d bytes, needs %d"
                                .formatted(
                                        entry.getKey(),
                                        tensor.shape(),
                                        tensor.type(),
                                        tensor.end() - tensor.start(),
                                        tensor.sizeInBytes()));
            }
            end = tensor.end();
        }
        if (end != dataLength) {
            throw new WeightsException(
                    "its tensors have %d bytes, the file holds %d (cut short?)"
                            .formatted(end, dataLength));
        }
    }

    private static void require(boolean held, String name, String rule) throws WeightsException {
        if (!held) {
            throw new WeightsException("'%s' %s".formatted(name, rule));
        }
    }
}
