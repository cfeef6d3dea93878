package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.modality.Classifications;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code make_predictions.py} wrote. */
final class Predictions {

    private Predictions() {}

    static JsonNode golden(String table) throws IOException {
        try (InputStream in = Predictions.class.getResourceAsStream("predictions.json")) {
            return new ObjectMapper().readTree(in).get(table);
        }
    }

    /** The script's image, as 0xAARRGGBB. */
    static int[] image(int width, int height) {
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    rgb = (rgb << 8) | ((x * (3 + c) + y * (5 - c) + x * y / 40) & 0xff);
                }
                pixels[y * width + x] = 0xff000000 | rgb;
            }
        }
        return pixels;
    }

    /** Compares the five likeliest classes, and how much less likely one is than the next. */
    static void assertLikeliest(JsonNode expected, Classifications actual, double tolerance) {
        List<Double> all = actual.getProbabilities();
        List<Integer> likeliest =
                IntStream.range(0, all.size())
                        .boxed()
                        .sorted((a, b) -> Double.compare(all.get(b), all.get(a)))
                        .limit(5)
                        .toList();
        for (int i = 0; i < 5; i++) {
            assertEquals(expected.get("classes").get(i).asInt(), likeliest.get(i), "place " + i);
            double wanted = Math.log(expected.get("probabilities").get(i).asDouble());
            double got = Math.log(all.get(likeliest.get(i)));
            assertEquals(wanted, got, tolerance * Math.max(1, Math.abs(wanted)), "place " + i);
        }
    }
}
