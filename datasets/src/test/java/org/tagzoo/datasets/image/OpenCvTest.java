package org.tagzoo.datasets.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.file.Sha256;

class OpenCvTest {

    @TempDir static Path once;
    private static Optional<Path> original;

    @TempDir Path cache;

    @BeforeAll
    static void unpack() throws IOException {
        original = OpenCv.unpacked(once);
    }

    @Test
    void isUnpackedOnceAndAgainWhereItWasDamaged() throws IOException {
        Optional<Path> unpacked = OpenCv.unpacked(cache);
        assumeTrue(unpacked.isPresent(), "the jar has no library for this system");
        Path file = unpacked.get();
        String hash = Sha256.of(file);
        FileTime made = Files.getLastModifiedTime(file);
        assertEquals(unpacked, OpenCv.unpacked(cache));
        assertEquals(made, Files.getLastModifiedTime(file), "it was there already");
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        OpenCv.unpacked(cache);
        assertEquals(hash, Sha256.of(file));
    }

    /** Returns the file that is in the cache: at first a copy, which is trusted as it is. */
    private Path unpacked() throws IOException {
        assumeTrue(original.isPresent(), "the jar has no library for this system");
        assumeTrue(cache.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path folder = cache.resolve("native");
        if (!Files.exists(folder)) {
            Path from = original.get().getParent();
            Files.copy(from, folder, StandardCopyOption.COPY_ATTRIBUTES);
            Path file = folder.resolve(original.get().getFileName());
            Files.copy(original.get(), file, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return OpenCv.unpacked(cache).orElseThrow();
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** A checksum of 32 bits keeps nobody from making another library with the same one. */
    @Test
    void whatOthersCouldWriteIsUnpackedAnewIntoAPrivateFolder() throws IOException {
        Path file = unpacked();
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        for (Path loose : List.of(file.getParent(), file)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            allow(loose, "rwxrwxrwx");
            assertEquals(file, unpacked());
            assertNotEquals(FileTime.fromMillis(0), Files.getLastModifiedTime(file));
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        }
    }

    @Test
    void aLinkToALibraryIsNotTrusted() throws IOException {
        Path file = unpacked();
        Path elsewhere = Files.move(file, cache.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);
        assertEquals(file, unpacked());
        assertFalse(Files.isSymbolicLink(file));
    }

    @Test
    void aCacheThatOthersCanWriteIsNotUsed() throws IOException {
        unpacked();
        allow(cache, "rwxrwxrwx");
        assertThrows(IOException.class, () -> OpenCv.unpacked(cache));
    }

    @Test
    void aCacheThatCannotBeMadeIsAnError() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        assumeTrue(OpenCv.unpacked(cache).isPresent());
        assertThrows(IOException.class, () -> OpenCv.unpacked(file));
    }

    /** Of a processor that there is no library for, in classes of their own. */
    @Test
    void whoeverComesLaterIsToldTheSameReason() throws Exception {
        ClassLoader others =
                new ClassLoader(OpenCvTest.class.getClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve)
                            throws ClassNotFoundException {
                        if (!name.startsWith(OpenCv.class.getName())) {
                            return super.loadClass(name, resolve);
                        }
                        Class<?> known = findLoadedClass(name);
                        return known == null ? define(name) : known;
                    }

                    private Class<?> define(String name) throws ClassNotFoundException {
                        String file = name.replace('.', '/') + ".class";
                        try (InputStream in = getResourceAsStream(file)) {
                            byte[] content = in.readAllBytes();
                            return defineClass(name, content, 0, content.length);
                        } catch (IOException e) {
                            throw new ClassNotFoundException(name, e);
                        }
                    }
                };
        Method load = others.loadClass(OpenCv.class.getName()).getDeclaredMethod("load");
        load.setAccessible(true);
        String own = System.setProperty("os.arch", "abacus");
        try {
            for (int i = 0; i < 2; i++) {
                Throwable thrown =
                        assertThrows(InvocationTargetException.class, () -> load.invoke(null))
                                .getCause();
                assertInstanceOf(IllegalStateException.class, thrown);
                assertTrue(thrown.getMessage().contains(" abacus: "), thrown.getMessage());
                assertFalse(thrown.getMessage().endsWith("null"), thrown.getMessage());
            }
        } finally {
            System.setProperty("os.arch", own);
        }
    }
}
