package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server of this machine, and a part file that is filled from it. */
abstract class HttpFixture {

    static final int SIZE = 200_000;

    @TempDir Path folder;

    final byte[] content = new byte[SIZE];
    final List<String> progress = new ArrayList<>();
    HttpDownload http = new HttpDownload(PublishedTiny.LIMITS);
    FileServer server;
    PartFile part;

    @BeforeEach
    final void start() throws IOException {
        new Random(1).nextBytes(content);
        server = new FileServer(content);
        part = new PartFile(folder.resolve("work").resolve("x.part"));
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    boolean fetch() throws IOException {
        return http.fetch(
                server.address("/x"), part, SIZE, (bytes, all) -> progress.add(bytes + "/" + all));
    }

    String failure() {
        String message = assertThrows(IOException.class, this::fetch).getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    void assertWhole() throws IOException {
        assertArrayEquals(server.content, Files.readAllBytes(part.file()));
    }
}
