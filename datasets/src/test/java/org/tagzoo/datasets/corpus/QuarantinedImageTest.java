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
                        new QuarantinedImage("im1", "a, b/im1.jpg", "the file is empty", "empty"),
                        new QuarantinedImage("im\"2\"", "é.png", "not read", "damaged")));
        assertEquals(
                """
                id,location,reason,kind
                im1,"a, b/im1.jpg",the file is empty,empty
                "im""2\""",é.png,not read,damaged
                """,
                Files.readString(file));
        QuarantinedImage.write(file, List.of());
        assertEquals("id,location,reason,kind\n", Files.readString(file));
    }
}
