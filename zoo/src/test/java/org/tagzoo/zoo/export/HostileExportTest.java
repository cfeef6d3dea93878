package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.repository.Repository;
import ai.djl.repository.SimpleRepository;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.Criteria;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.network.FormulaValues;

/** Exports that were damaged or made to do harm: one line each, and nothing is loaded. */
class HostileExportTest {

    @TempDir Path scratch;

    private Path folder;
    private Path zip;

    @BeforeEach
    void write() throws IOException {
        folder = TinyExport.write(scratch.resolve("export"));
        zip = scratch.resolve("export.zip");
    }

    /** Opens it, and loads it through DJL; both must refuse it in the same words. */
    private String refusal(Path export) throws IOException {
        List<Path> before = temporary();
        String message =
                assertThrows(ExportException.class, () -> Export.open(export)).getMessage();
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains(export.getFileName().toString()), message);
        assertEquals(before, temporary());
        return message;
    }

    private static String loadingRefusal(Path export) {
        Criteria<Path, Tags> criteria =
                Criteria.builder().setTypes(Path.class, Tags.class).optModelPath(export).build();
        return assertThrows(ExportException.class, criteria::loadModel).getMessage();
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("tagzoo-export"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aNetworkThatWasCutIsRefused() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.pt").toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        String message = refusal(folder);
        assertTrue(message.contains("was cut or exchanged"), message);
        assertEquals(message, loadingRefusal(folder));
    }

    @Test
    void aNetworkThatWasExchangedIsRefused() throws IOException {
        Path other = scratch.resolve("other");
        ExportWriter.write(
                other,
                TinyExport.graph(32),
                new FormulaValues(),
                TinyExport.description(32),
                Map.of());
        Files.copy(
                folder.resolve("tagzoo.json"),
                other.resolve("tagzoo.json"),
                StandardCopyOption.REPLACE_EXISTING);
        try (RandomAccessFile file =
                new RandomAccessFile(other.resolve("model.pt").toFile(), "rw")) {
            file.seek(file.length() / 2);
            int value = file.read();
            file.seek(file.length() / 2);
            file.write(value ^ 1);
        }
        assertTrue(refusal(other).contains("was cut or exchanged"));
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        for (String name : List.of("model.pt", "serving.properties", "tagzoo.json")) {
            Path part = TinyExport.write(scratch.resolve("without-" + name));
            Files.delete(part.resolve(name));
            assertTrue(refusal(part).contains("no file " + name));
        }
        assertTrue(refusal(scratch.resolve("nowhere")).contains("There is no export"));
        Files.createDirectory(folder.resolve("d"));
        Files.delete(folder.resolve("model.pt"));
        Files.createDirectory(folder.resolve("model.pt"));
        assertTrue(refusal(folder).contains("no file model.pt"));
    }

    @Test
    void largeFilesAreRefusedUnread() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("tagzoo.json").toFile(), "rw")) {
            file.setLength(1L << 36);
        }
        assertTrue(refusal(folder).contains("larger than 16 MiB"));
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("serving.properties").toFile(), "rw")) {
            file.setLength(1L << 20);
        }
        assertTrue(refusal(folder).contains("larger than 65536 bytes"));
    }

    @Test
    void linksOutOfTheFolderAreRefused() throws IOException {
        for (String name : List.of("model.pt", "serving.properties", "tagzoo.json")) {
            Path part = TinyExport.write(scratch.resolve("linked-" + name));
            Path outside = Files.move(part.resolve(name), scratch.resolve("outside-" + name));
            Files.createSymbolicLink(part.resolve(name), outside);
            assertTrue(refusal(part).contains("link that leads out of its folder"));
        }
        Path inside = TinyExport.write(scratch.resolve("inside"));
        Files.createDirectory(inside.resolve("data"));
        Files.move(inside.resolve("model.pt"), inside.resolve("data").resolve("m"));
        Files.createSymbolicLink(inside.resolve("model.pt"), Path.of("data", "m"));
        Export.open(inside).close();
    }

    @Test
    void aSecondNetworkIsRefused() throws IOException {
        for (String name : List.of("model", "other.pt", "second-other.PT")) {
            Path part = TinyExport.write(scratch.resolve("second-" + name));
            Files.writeString(part.resolve(name), "");
            assertTrue(refusal(part).contains("could be taken for the network"));
        }
        Files.writeString(folder.resolve("export"), "");
        assertTrue(refusal(folder).contains("could be taken for the network"));
    }

    /** DJL would look for classes of a folder's jars, and run them. */
    @Test
    void nothingOfTheFolderIsRun() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path marker = scratch.resolve("was-run");
        Path source = scratch.resolve("Evil.java");
        Files.writeString(
                source,
                """
                public class Evil implements ai.djl.nn.BlockFactory {
                    static { try { new java.io.File("%s").createNewFile(); } catch (Exception e) { } }
                    public ai.djl.nn.Block newBlock(ai.djl.Model m, java.nio.file.Path p, java.util.Map<String, ?> a) { return null; }
                }
                """
                        .formatted(marker));
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                source.toString());
        assertEquals(0, code);
        Files.writeString(
                folder.resolve("serving.properties"),
                "engine=Evil\nblockFactory=Evil\ntranslatorFactory=Evil\noption.modelName=evil\n");
        Criteria.builder()
                .setTypes(Path.class, Tags.class)
                .optModelPath(folder)
                .build()
                .loadModel()
                .close();
        assertFalse(Files.exists(marker));
        // DJL's own repository for the same folder does.
        Repository stock = new SimpleRepository("stock", folder.toUri(), folder) {};
        new BaseModelLoader(stock.getResources().get(0))
                .loadModel(
                        Criteria.builder()
                                .setTypes(NDList.class, NDList.class)
                                .optEngine("PyTorch")
                                .optOption("modelName", "model")
                                .build())
                .close();
        assertTrue(Files.exists(marker));
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
                        for (String each : ExportFiles.NEEDED) {
                            if (!each.equals(name)) {
                                copy(out, each, each);
                            }
                        }
                        out.putNextEntry(new ZipEntry(name));
                        for (int i = 0; i < 200; i++) {
                            out.write(zeros);
                        }
                    });
            assertTrue(refusal(zip).contains("unpacks to more than"), name);
        }
    }

    @Test
    void namesThatLeadElsewhereAreNotFollowed() throws IOException {
        pack(
                out -> {
                    for (String name : ExportFiles.NEEDED) {
                        copy(out, name, name);
                    }
                    for (String name :
                            List.of("../slipped", "/slipped", "a/../../slipped", "C:\\slipped")) {
                        out.putNextEntry(new ZipEntry(name));
                        out.write(1);
                    }
                    copy(out, "model.pt", "libs/evil.jar");
                });
        try (Export export = Export.open(zip);
                Stream<Path> files = Files.list(export.folder())) {
            assertEquals(ExportFiles.NEEDED.size(), files.count());
            assertFalse(Files.exists(export.folder().resolveSibling("slipped")));
        }
        for (String root : List.of("../", "/", "a/b/")) {
            pack(
                    out -> {
                        for (String name : ExportFiles.NEEDED) {
                            copy(out, name, root + name);
                        }
                    });
            if (root.equals("a/b/")) {
                assertTrue(refusal(zip).contains("no file tagzoo.json"), root);
            } else {
                Export.open(zip).close();
            }
        }
    }

    @Test
    void whatIsNoZipIsRefused() throws IOException {
        Files.writeString(zip, "no zip at all");
        assertTrue(refusal(zip).contains("no zip that can be read"));
        Files.write(zip, new byte[0]);
        refusal(zip);
        ExportZip.write(folder, zip);
        byte[] whole = Files.readAllBytes(zip);
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(zip, Arrays.copyOf(whole, length));
            refusal(zip);
        }
        pack(out -> copy(out, "tagzoo.json", "tagzoo.json"));
        assertTrue(refusal(zip).contains("no file model.pt in it"));
    }

    @Test
    void aDamagedCopyInTheCacheIsUnpackedAnew() throws IOException {
        ExportZip.write(folder, zip);
        Path cache = scratch.resolve("cache");
        CheckedExport first = ExportZip.cached(zip, cache);
        Files.writeString(first.folder().resolve("model.pt"), "damaged", StandardCharsets.UTF_8);
        CheckedExport second = ExportZip.cached(zip, cache);
        assertEquals(first, second);
        try (Stream<Path> folders = Files.list(cache)) {
            assertEquals(1, folders.count());
        }
    }

    @Test
    void aBadZipLeavesNothingInTheCache() throws IOException {
        Files.writeString(folder.resolve("model.pt"), "exchanged");
        ExportZip.write(folder, zip);
        Path cache = scratch.resolve("cache");
        assertThrows(ExportException.class, () -> ExportZip.cached(zip, cache));
        try (Stream<Path> folders = Files.list(cache)) {
            assertEquals(0, folders.count());
        }
    }

    @Test
    void textsKeepToPlainNames() {
        for (String name : List.of("../x.md", "a/b.md", "model.pt", "tagzoo.json", "x.jar", "")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            ExportWriter.write(
                                    folder,
                                    TinyExport.graph(TinyExport.SIZE),
                                    new FormulaValues(),
                                    TinyExport.description(TinyExport.SIZE),
                                    Map.of(name, "")),
                    name);
        }
    }
}
