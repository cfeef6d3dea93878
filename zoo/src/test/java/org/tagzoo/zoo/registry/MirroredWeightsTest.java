package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mirror that is a folder, and one that is an address. */
@Timeout(60)
class MirroredWeightsTest extends PublishedFixture {

    @Test
    void takesItFromAMirrorsFolder() throws Exception {
        Path mirror = Files.createDirectories(folder.resolve("a mirror"));
        Files.write(mirror.resolve(tiny.file), tiny.content);
        find(Map.of("TAGZOO_MIRROR", mirror.toString()), true);
        assertCached();
        assertTrue(server.requests.isEmpty());
        assertTrue(Files.exists(mirror.resolve(tiny.file)));
    }

    @Test
    void goesOnToTheNetworkWhenTheMirrorsFolderHasNoGoodFile() throws Exception {
        Map<String, String> environment = Map.of("TAGZOO_MIRROR", folder.toUri().toString());
        String message = refusal(environment, true);
        assertTrue(message.contains(folder + ": there is no " + tiny.file + "; "), message);
        Files.write(folder.resolve(tiny.file), new byte[200]);
        message = refusal(environment, true);
        assertTrue(message.contains(folder + ": it has the SHA-256 "), message);
        Files.write(folder.resolve(tiny.file), new byte[400_000]);
        message = refusal(environment, true);
        assertTrue(message.contains(folder + ": it has 400000 bytes, where at most"), message);
        find(environment, false);
        assertCached();
        assertEquals(1, server.requests.size());
    }

    @Test
    void takesItFromAMirrorsAddress() throws Exception {
        try (FileServer mirror = new FileServer(tiny.content)) {
            Map<String, String> environment =
                    Map.of("TAGZOO_MIRROR", mirror.address("/some/folder").toString());
            String message = refusal(environment, true);
            assertTrue(message.contains("nothing is fetched with --offline"), message);
            assertTrue(mirror.requests.isEmpty());
            mirror.cutNext(100_000);
            find(environment, false);
            assertCached();
            assertEquals("/some/folder/" + tiny.file, mirror.requests.get(1).path());
            assertTrue(mirror.requests.get(1).range().startsWith("bytes="));
            assertTrue(server.requests.isEmpty());
        }
    }

    @Test
    void goesOnToTheNetworkWhenTheMirrorHasNothing() throws Exception {
        try (FileServer mirror = new FileServer(new byte[7])) {
            Map<String, String> environment =
                    Map.of("TAGZOO_MIRROR", mirror.address("/").toString());
            mirror.refuseNext(404);
            find(environment, false);
            assertCached();
            Files.delete(target);
            server.refuseNext(500);
            String message = refusal(environment, false);
            assertTrue(message.contains(mirror.address("/") + tiny.file + ": it has"), message);
            assertTrue(message.contains("; " + address() + ": it answered 500"), message);
        }
    }
}
