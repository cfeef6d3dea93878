package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileFactsTest {

    /** What {@code make_exif.py} wrote: two pixels side by side of one colour, turned. */
    @Test
    void areTextsByName() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("exif/camera.png")) {
            Map<String, String> fields = FileFacts.read(in.readAllBytes()).fields();
            assertEquals(FileFacts.FIELDS, List.copyOf(fields.keySet()));
            Map<String, String> expected = new LinkedHashMap<>();
            expected.put("width", "1");
            expected.put("height", "2");
            expected.put("aspect", "0.5");
            expected.put("bytes", "230");
            expected.put("camera", "Canon EOS 5D");
            expected.put("hour", "17");
            expected.put("red", "10.0");
            expected.put("green", "200.0");
            expected.put("blue", "30.0");
            assertEquals(expected, fields);
        }
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        FileFacts drawing = new FileFacts(0, 0, 9, Exif.NONE, List.of(1d, 2d, 3d), null);
        assertEquals(
                List.of("bytes", "red", "green", "blue"), List.copyOf(drawing.fields().keySet()));
    }
}
