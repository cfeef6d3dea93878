package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a stand-in for npm, or pip: a shell script. */
class PackageToolTest {

    private static final NpmPackage TINY =
            new NpmPackage("tiny", "1.2.3", 5_000_000, "sha512-x", "package", "");

    private static final PipPackage WHEEL =
            new PipPackage("tiny-net", "1.2", 7_000_000, "0".repeat(64), "a/b.pth", "");

    @TempDir Path folder;

    private final List<String> progress = new ArrayList<>();

    private PackageTool npm(String script, Duration timeout) throws IOException {
        assumeTrue(File.separatorChar == '/', "needs a POSIX shell");
        Path file = Files.writeString(folder.resolve("npm"), "#!/bin/sh\n" + script);
        assumeTrue(file.toFile().setExecutable(true), "needs executable files");
        return new PackageTool(
                wanted -> List.of("no-such-tool", file.toString()), timeout, progress::add);
    }

    private String failure(String script, Duration timeout) throws IOException {
        PackageTool npm = npm(script, timeout);
        return assertThrows(IOException.class, () -> npm.fetch(TINY, folder)).getMessage();
    }

    @Test
    void returnsWhatNpmWrote() throws Exception {
        PackageTool npm = npm("echo \"$@\" > tiny-1.2.3.tgz; cat", Duration.ofSeconds(30));
        Path archive = npm.fetch(TINY, folder);
        assertEquals(folder.resolve("tiny-1.2.3.tgz"), archive);
        assertEquals("pack tiny@1.2.3 --ignore-scripts\n", Files.readString(archive));
        assertEquals(List.of("Fetching the npm package tiny@1.2.3 (5 MB) with npm pack"), progress);
    }

    @Test
    void returnsWhatPipWrote() throws Exception {
        PackageTool pip =
                npm("echo \"$@\" > tiny_net-1.2-py2.py3-none-any.whl", Duration.ofSeconds(30));
        Path wheel = pip.fetch(WHEEL, folder);
        assertEquals(
                "download --no-deps --no-input --only-binary=:all: tiny-net==1.2\n",
                Files.readString(wheel));
        assertEquals(
                List.of("Fetching the Python package tiny-net==1.2 (7 MB) with pip download"),
                progress);
        PackageTool broken =
                npm(
                        "echo WARNING: x; echo ERROR: No matching distribution >&2; exit 1",
                        Duration.ofSeconds(30));
        Files.delete(wheel);
        assertEquals(
                "pip download ended with exit code 1 and wrote no"
                        + " tiny_net-1.2-py2.py3-none-any.whl: ERROR: No matching distribution",
                assertThrows(IOException.class, () -> broken.fetch(WHEEL, folder)).getMessage());
    }

    @Test
    void repeatsWhatNpmComplainsOf() throws Exception {
        String message =
                failure(
                        "echo npm warn old; echo npm error code E404 >&2; echo npm error no; exit 7",
                        Duration.ofSeconds(30));
        assertEquals(
                "npm pack ended with exit code 7 and wrote no tiny-1.2.3.tgz: npm error code E404;"
                        + " npm error no",
                message);
        assertTrue(failure("exit 0", Duration.ofSeconds(30)).endsWith(": it printed nothing"));
    }

    @Test
    void stopsNpmAfterATime() throws Exception {
        long start = System.nanoTime();
        String message = failure("sleep 100", Duration.ofSeconds(1));
        assertEquals("npm pack was stopped after 1 s", message);
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(30).toNanos());
    }

    @Test
    void saysThatNpmIsMissing() {
        PackageTool npm =
                new PackageTool(
                        wanted -> List.of("no-such-npm"), Duration.ofSeconds(1), progress::add);
        IOException e = assertThrows(IOException.class, () -> npm.fetch(TINY, folder));
        assertEquals("'no-such-npm' can't be run (is Node.js installed?)", e.getMessage());
    }
}
