package org.tagzoo.datasets.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantinedImageTest {

    @Test
    void oneRowAnImageQuotedWhereNeeded(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("quarantine.csv");
        QuarantinedImage.write(
                file,
                List.of(
                        new QuarantinedImage("im1", "a, b/im1.jpg", "the file is empty"),
                        new QuarantinedImage("im\"2\"", "é.png", "not read")));
        assertEquals(
                """
                id,location,reason
                im1,"a, b/im1.jpg",the file is empty
                "im""2\""",é.png,not read
                """,
                Files.readString(file));
        QuarantinedImage.write(file, List.of());
        assertEquals("id,location,reason\n", Files.readString(file));
    }
}
