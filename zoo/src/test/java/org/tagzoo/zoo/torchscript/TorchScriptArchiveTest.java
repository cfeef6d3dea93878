package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.TorchvisionTest;

class TorchScriptArchiveTest {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    @TempDir Path folder;

    private static Graph graph(String name) {
        return new Network(Backbones.byName(name).orElseThrow(), Head.linear(5))
                .graph(64, IMAGENET);
    }

    private Path write(String name, long seed) throws IOException {
        Path file = folder.resolve(name + seed + ".pt");
        TorchScriptArchive.write(
                file,
                graph(name),
                new InitialValues(seed),
                Precision.BFLOAT16,
                MemoryFormat.CHANNELS_LAST);
        return file;
    }

    static Stream<String> left() throws IOException {
        return System.getProperty("tagzoo.archives", "").equals("all")
                ? TorchvisionTest.names()
                : Stream.of("resnet18", "inception_v3");
    }

    /**
     * These stay under target, where {@code check_archive.py} gives them to PyTorch: two, or with
     * {@code -Dtagzoo.archives=all}, which takes 2 GB, one of every architecture.
     */
    @ParameterizedTest
    @MethodSource("left")
    void leavesArchivesForPyTorch(String name) throws IOException {
        Path file = Files.createDirectories(Path.of("target", "archives")).resolve(name + ".pt");
        Graph graph =
                new Network(TorchvisionTest.backbone(name), Head.linear(5)).graph(128, IMAGENET);
        TorchScriptArchive.write(
                file, graph, new FormulaValues(), Precision.FLOAT32, MemoryFormat.CONTIGUOUS);
        assertTrue(Files.size(file) > 4 * graph.weightCount());
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(write("cnn", 1));
        byte[] second = Files.readAllBytes(write("cnn", 1));
        assertEquals(-1, java.util.Arrays.mismatch(first, second));
        assertTrue(java.util.Arrays.mismatch(first, Files.readAllBytes(write("cnn", 2))) >= 0);
    }

    @Test
    void everyFileBeginsAtAMultipleOf64() throws IOException {
        Path file = write("cnn", 1);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int entries = 0;
        int position = 0;
        while (buffer.getInt(position) == 0x04034b50) {
            int name = buffer.getShort(position + 26) & 0xFFFF;
            int extra = buffer.getShort(position + 28) & 0xFFFF;
            int data = position + 30 + name + extra;
            assertEquals(0, data % 64, "entry " + entries);
            position = data + buffer.getInt(position + 18);
            entries++;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals(zip.size(), entries);
        }
    }

    @Test
    void castsStandWhereThePrecisionSays() throws IOException {
        try (ZipFile zip = new ZipFile(write("cnn", 1).toFile())) {
            ZipEntry entry = zip.getEntry("net/code/__torch__.py");
            String code =
                    new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(code.contains("torch.conv2d(torch.to("), code);
            assertTrue(code.contains("__annotations__[\"0\"] = __torch__."), code);
            assertTrue(
                    code.lines().anyMatch(line -> line.matches(" *return torch.to\\(x\\d+, 6\\)")),
                    code);
        }
    }

    @Test
    void aWrongNumberOfValuesIsRefused() {
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                TorchScriptArchive.write(
                                        folder.resolve("short.pt"),
                                        graph("cnn"),
                                        parameter -> new float[3],
                                        Precision.FLOAT32,
                                        MemoryFormat.CONTIGUOUS));
        assertEquals(
                "features.0.weight is [16, 3, 3, 3] and has 432 values, not 3", error.getMessage());
    }
}
