package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTargetTest {

    @TempDir Path folder;
    private Path out;

    @BeforeEach
    void choose() {
        out = folder.resolve("below").resolve("export");
    }

    private static ExportTarget target(Path folder) {
        return new ExportTarget(folder, "choose another");
    }

    private static void fill(Path aside, String text) throws IOException {
        Files.writeString(aside.resolve("model.pt"), text);
        Files.writeString(aside.resolve("tagzoo.json"), text);
    }

    private List<String> all() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private void refused(String why) throws IOException {
        List<String> before = all();
        ExportTarget target = target(out);
        IOException e =
                assertThrows(IOException.class, () -> target.write(aside -> fill(aside, "new")));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertTrue(e.getMessage().endsWith("; choose another"), e.getMessage());
        assertEquals(before, all());
    }

    @Test
    void isMadeAndReplacedWithNothingLeftBeside() throws IOException {
        target(out).write(aside -> fill(aside, "old"));
        target(out).write(aside -> fill(aside, "new"));
        assertEquals(List.of("below/export/model.pt", "below/export/tagzoo.json"), all());
        assertEquals("new", Files.readString(out.resolve("model.pt")));
    }

    @Test
    void whatFailsLeavesTheOldExport() throws IOException {
        target(out).write(aside -> fill(aside, "old"));
        assertThrows(
                IOException.class,
                () ->
                        target(out)
                                .write(
                                        aside -> {
                                            fill(aside, "new");
                                            throw new IOException("the disk is full");
                                        }));
        assertEquals(List.of("below/export/model.pt", "below/export/tagzoo.json"), all());
        assertEquals("old", Files.readString(out.resolve("model.pt")));
    }

    @Test
    void whatIsNoExportIsNeverWrittenOver() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("thesis.txt"), "years of work");
        refused("'thesis.txt' in it is no part of an export");
        target(folder.resolve("other")).write(aside -> fill(aside, "old"));
        out = folder.resolve("other");
        Files.createDirectories(out.resolve("synset.txt"));
        refused("'synset.txt' in it is no part");
        Files.delete(out.resolve("synset.txt"));
        Files.delete(out.resolve("tagzoo.json"));
        refused("it has no tagzoo.json");
        out = Files.writeString(folder.resolve("file"), "text");
        refused("it is a file or a link");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path real = folder.resolve("real");
        target(real).write(aside -> fill(aside, "old"));
        out = Files.createSymbolicLink(folder.resolve("link"), real);
        refused("it is a file or a link");
    }

    @Test
    void onlyAnExportsZipIsWrittenOver() throws IOException {
        ExportTarget target = target(out);
        target.checkZip();
        Files.createDirectories(out.getParent());
        Files.writeString(target.zip(), "no zip");
        IOException e = assertThrows(IOException.class, target::checkZip);
        assertTrue(e.getMessage().contains("is not written over: it is no zip"), e.getMessage());
    }
}
