package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.threshold.Thresholds;

class ExportWriterTest {

    private static final List<String> FILES =
            List.of(
                    "README.md",
                    "model.pt",
                    "serving.properties",
                    "synset.txt",
                    "tagzoo.json",
                    "thresholds.json");

    @TempDir Path scratch;

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void theFilesAreThere() throws IOException {
        Path folder = TinyExport.write(scratch.resolve("a/b/export"));
        assertEquals(FILES, List.copyOf(files(folder).keySet()));
        assertEquals(TinyExport.LABELS.names(), Files.readAllLines(folder.resolve("synset.txt")));
        assertEquals(
                """
                engine=PyTorch
                option.modelName=model
                option.mapLocation=true
                translatorFactory=org.tagzoo.zoo.export.TagTranslatorFactory
                """,
                Files.readString(folder.resolve("serving.properties")));
        assertTrue(
                Files.readString(folder.resolve("thresholds.json"))
                        .contains("\"dog & \\\"cat\\\"\": 0.6"));
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        Map<String, byte[]> first = files(TinyExport.write(scratch.resolve("one")));
        // Over an older one too.
        TinyExport.write(scratch.resolve("two"));
        Map<String, byte[]> second = files(TinyExport.write(scratch.resolve("two")));
        assertEquals(first.keySet(), second.keySet());
        first.forEach((name, content) -> assertArrayEquals(content, second.get(name), name));
        ExportZip.write(scratch.resolve("one"), scratch.resolve("one.zip"));
        ExportZip.write(scratch.resolve("two"), scratch.resolve("two.zip"));
        assertArrayEquals(
                Files.readAllBytes(scratch.resolve("one.zip")),
                Files.readAllBytes(scratch.resolve("two.zip")));
    }

    @Test
    void aZipHoldsTheExportAndNothingElse() throws IOException {
        Path folder = TinyExport.write(scratch.resolve("export"));
        Files.writeString(folder.resolve(".secret"), "");
        Files.writeString(folder.resolve("photo.jpg"), "");
        Files.createSymbolicLink(folder.resolve("linked.txt"), Path.of(".secret"));
        Files.writeString(Files.createDirectory(folder.resolve("more")).resolve("README.md"), "");
        Path zip = scratch.resolve("export.zip");
        ExportZip.write(folder, zip);
        try (ZipFile packed = new ZipFile(zip.toFile())) {
            assertEquals(FILES, packed.stream().map(ZipEntry::getName).toList());
        }
    }

    @Test
    void aFolderIsNoExportUntilAllIsWritten() throws IOException {
        Path folder = TinyExport.write(scratch.resolve("export"));
        ParameterValues failing =
                new ParameterValues() {
                    @Override
                    public float[] values(Parameter parameter) {
                        throw new UncheckedIOException(new IOException("no more weights"));
                    }
                };
        assertThrows(
                UncheckedIOException.class,
                () ->
                        ExportWriter.write(
                                folder,
                                TinyExport.graph(TinyExport.SIZE),
                                failing,
                                TinyExport.description(TinyExport.SIZE),
                                Map.of()));
        assertFalse(Files.exists(folder.resolve("tagzoo.json")));
        try (Stream<Path> all = Files.list(folder)) {
            assertTrue(all.noneMatch(file -> file.getFileName().toString().startsWith(".")));
        }
    }

    @Test
    void aNetworkThatDoesNotFitIsRefused() {
        Path folder = scratch.resolve("export");
        ExportDescription description = TinyExport.description(32);
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                ExportWriter.write(
                                        folder,
                                        TinyExport.graph(24),
                                        new FormulaValues(),
                                        description,
                                        Map.of()));
        assertTrue(error.getMessage().contains("32 x 32"), error::getMessage);
        Graph head =
                Graph.ofEmbeddings(7, (root, x) -> Head.linear(4).classify(root.child("fc"), x));
        assertThrows(
                IllegalArgumentException.class,
                () -> ExportWriter.write(folder, head, new FormulaValues(), description, Map.of()));
        assertFalse(Files.exists(folder));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new ExportDescription(
                                "r",
                                "n",
                                TinyExport.LABELS,
                                Thresholds.same(0.5, 4),
                                24,
                                Decoding.WHOLE));
    }

    /** It stays under target, where {@code check_export.py} gives it to PyTorch. */
    @Test
    void leavesAnExportForPyTorch() throws IOException {
        Path folder = Path.of("target", "exports", "resnet18");
        LabelSet labels = new LabelSet(List.of("sky", "sea", "dog"));
        Network network =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(labels.size()));
        ExportWriter.write(
                folder,
                network.graph(
                        96,
                        new Normalization(
                                List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375))),
                new FormulaValues(),
                new ExportDescription(
                        "row",
                        "resnet18",
                        labels,
                        Thresholds.same(0.5, labels.size()),
                        96,
                        Decoding.WHOLE),
                Map.of());
        Export export = Export.open(folder);
        assertEquals(labels, export.description().labels());
    }
}
