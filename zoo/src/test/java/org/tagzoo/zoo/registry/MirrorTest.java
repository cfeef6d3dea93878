package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.weights.WeightsException;

class MirrorTest {

    private static Mirror mirror(String text) throws WeightsException {
        return Mirror.of(Map.of("TAGZOO_MIRROR", text)).orElseThrow();
    }

    @Test
    void isAFolderOrAnAddress() throws Exception {
        assertEquals(Optional.empty(), Mirror.of(Map.of()));
        assertEquals(Optional.empty(), Mirror.of(Map.of("TAGZOO_MIRROR", "  ")));
        Path folder = Path.of("a b", "c").toAbsolutePath();
        assertEquals(folder, Path.of(mirror("a b/c").place()));
        assertEquals(folder, Path.of(mirror(folder.toUri().toString()).place()));
        assertEquals(folder.resolve("x.pth"), Path.of(mirror("a b/c").address("x.pth")));
        assertTrue(mirror("a b/c").isFolder());
        assertEquals(folder.toString(), mirror("a b/c").toString());
        Mirror web = mirror("https://example.org/models");
        assertFalse(web.isFolder());
        assertEquals(web, mirror(" https://example.org/models/ "));
        assertEquals("https://example.org/models/x.pth", web.address("x.pth").toString());
        assertEquals("https://example.org/models/", web.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "https:///models",
                "https://example.org/a b",
                "https://example.org/?list",
                "https://example.org/#x",
                "file://host/models",
                "mailto:me"
            })
    void refusesAnythingElse(String text) {
        String message = assertThrows(WeightsException.class, () -> mirror(text)).getMessage();
        assertTrue(message.startsWith("TAGZOO_MIRROR must be a folder or an address"), message);
        assertTrue(message.contains("'" + text), message);
    }

    @Test
    void repeatsNoPassword() {
        WeightsException e =
                assertThrows(
                        WeightsException.class, () -> mirror("https://me:secret@example.org/"));
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }
}
