package org.tagzoo.datasets.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files that {@code make_images.py} wrote, and images made by a formula. */
final class Images {

    private Images() {}

    static byte[] content(String file) {
        try (InputStream in =
                Objects.requireNonNull(Images.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode golden() {
        try {
            return new ObjectMapper().readTree(content("golden.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The formula of {@code make_images.py} and {@code make_evaluation.py}. */
    static RgbImage byFormula(int width, int height) {
        byte[] values = new byte[width * height * 3];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    values[at++] = (byte) (x * 37 + y * 101 + c * 67 + ((x * y * 13) ^ (x * x)));
                }
            }
        }
        return new RgbImage(width, height, values);
    }
}
