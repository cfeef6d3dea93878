package org.tagzoo.zoo.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What PyTorch computed: see {@code src/test/python/training/make_training.py}. */
public final class Golden {

    private Golden() {}

    /** Returns the cases of one part of a file below this package's parent. */
    public static JsonNode cases(String file, String part) {
        try (InputStream in = Golden.class.getResourceAsStream("/org/tagzoo/zoo/" + file)) {
            return new ObjectMapper().readTree(in).required(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the cases of one part, one after the other. */
    public static Stream<JsonNode> stream(String file, String part) {
        return StreamSupport.stream(cases(file, part).spliterator(), false);
    }

    /** Gets better with bumps from epoch to epoch, and is not a number once. */
    public static double metric(int epoch) {
        double bump = (epoch * 7919L + 104729 + 6 * 1299709L) % 10007 / 10007.0 - 0.5;
        return epoch == 17 ? Double.NaN : 1 - 1 / (1 + epoch / 40.0) + 0.1 * bump;
    }

    /** Returns a node of numbers as an array. */
    public static double[] numbers(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).doubleValue();
        }
        return values;
    }
}
