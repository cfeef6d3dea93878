package org.tagzoo.datasets.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files that {@code make_images.py} wrote. */
final class Pictures {

    private Pictures() {}

    static byte[] content(String file) {
        try (InputStream in =
                Objects.requireNonNull(Pictures.class.getResourceAsStream(file), file)) {
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
}
