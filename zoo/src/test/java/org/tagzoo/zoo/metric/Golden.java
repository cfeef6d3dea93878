package org.tagzoo.zoo.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;

/** What the scripts under {@code src/test/python/metric} wrote. */
final class Golden {

    private Golden() {}

    static JsonNode read(String file) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            return new ObjectMapper().readTree(in);
        }
    }

    static double[] numbers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    static long[] counts(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray();
    }

    /** Returns how many times each image was drawn. */
    static int[] times(JsonNode drawn, int images) {
        int[] times = new int[images];
        drawn.forEach(image -> times[image.intValue()]++);
        return times;
    }

    /** Returns rows that are written as texts of 0 and 1. */
    static boolean[][] rows(JsonNode texts) {
        boolean[][] rows = new boolean[texts.size()][];
        for (int n = 0; n < rows.length; n++) {
            String text = texts.get(n).asText();
            rows[n] = new boolean[text.length()];
            for (int l = 0; l < text.length(); l++) {
                rows[n][l] = text.charAt(l) == '1';
            }
        }
        return rows;
    }
}
