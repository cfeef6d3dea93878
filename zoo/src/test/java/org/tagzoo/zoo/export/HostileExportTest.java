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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.network.FormulaValues;

/** Folders that were damaged or made to do harm: one line each, and nothing is loaded. */
class HostileExportTest {

    @TempDir Path scratch;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = TinyExport.write(scratch.resolve("export"));
    }

    private static String refusal(Path export) {
        String message =
                assertThrows(ExportException.class, () -> Export.open(export)).getMessage();
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains(export.getFileName().toString()), message);
        return message;
    }

    private static String loadingRefusal(Path export) {
        Criteria<Path, Tags> criteria =
                Criteria.builder().setTypes(Path.class, Tags.class).optModelPath(export).build();
        return assertThrows(ExportException.class, criteria::loadModel).getMessage();
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
        assertTrue(refusal(folder).contains("more than 16777216 bytes"));
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
        Export.open(inside);
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
