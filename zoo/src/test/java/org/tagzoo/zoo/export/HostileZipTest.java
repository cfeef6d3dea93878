package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Zips that were damaged or made to do harm: one line each, and nothing stays of them. */
class HostileZipTest extends ZippedExport {

    private String refusal() throws IOException {
        List<Path> before = inCache();
        String message =
                assertThrows(ExportException.class, () -> Export.open(zip, cache)).getMessage();
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains("export.zip"), message);
        assertEquals(before, inCache());
        return message;
    }

    private interface Filler {
        void fill(ZipOutputStream out) throws IOException;
    }

    private void pack(Filler filler) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            filler.fill(out);
        }
    }

    private void copy(ZipOutputStream out, String name, String as) throws IOException {
        out.putNextEntry(new ZipEntry(as));
        Files.copy(folder.resolve(name), out);
    }

    @Test
    void bombsAreNotUnpacked() throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (String name : List.of("model.pt", "serving.properties", "tagzoo.json")) {
            pack(
                    out -> {
                        for (String each : ExportFolder.NEEDED) {
                            if (!each.equals(name)) {
                                copy(out, each, each);
                            }
                        }
                        out.putNextEntry(new ZipEntry(name));
                        for (int i = 0; i < 200; i++) {
                            out.write(zeros);
                        }
                    });
            assertTrue(refusal().contains("unpacks to more than"), name);
        }
    }

    @Test
    void namesThatLeadElsewhereAreNotFollowed() throws IOException {
        pack(
                out -> {
                    for (String name : ExportFolder.NEEDED) {
                        copy(out, name, name);
                    }
                    for (String name :
                            List.of("../slipped", "/slipped", "a/../../slipped", "C:\\slipped")) {
                        out.putNextEntry(new ZipEntry(name));
                        out.write(1);
                    }
                    copy(out, "model.pt", "libs/evil.jar");
                });
        Export export = Export.open(zip, cache);
        try (Stream<Path> files = Files.list(export.folder())) {
            assertEquals(ExportFolder.NEEDED.size(), files.count());
            assertFalse(Files.exists(export.folder().resolveSibling("slipped")));
        }
        for (String root : List.of("../", "/", "a/b/")) {
            pack(
                    out -> {
                        for (String name : ExportFolder.NEEDED) {
                            copy(out, name, root + name);
                        }
                    });
            cache = Files.createTempDirectory(scratch, "cache");
            if (root.equals("a/b/")) {
                assertTrue(refusal().contains("no file tagzoo.json"), root);
            } else {
                Export.open(zip, cache);
            }
        }
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        Files.writeString(zip, "no zip at all");
        assertTrue(refusal().contains("no zip that can be read"));
        Files.write(zip, new byte[0]);
        refusal();
        ExportZip.write(folder, zip);
        byte[] whole = Files.readAllBytes(zip);
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(zip, Arrays.copyOf(whole, length));
            refusal();
        }
        pack(out -> copy(out, "tagzoo.json", "tagzoo.json"));
        assertTrue(refusal().contains("no file serving.properties in it"));
    }
}
