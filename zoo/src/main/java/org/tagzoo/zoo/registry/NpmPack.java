package org.tagzoo.zoo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.lang3.SystemUtils;

/** Fetches packages with {@code npm pack}, which downloads and runs nothing of the package. */
final class NpmPack implements WeightsFetcher.PackageFetcher {

    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final int LOG_READ = 1 << 16;

    private final String executable;
    private final Duration timeout;
    private final Consumer<String> progress;

    /**
     * @param progress told in one line what is being fetched, before it takes long
     */
    NpmPack(Consumer<String> progress) {
        this(SystemUtils.IS_OS_WINDOWS ? "npm.cmd" : "npm", TIMEOUT, progress);
    }

    NpmPack(String executable, Duration timeout, Consumer<String> progress) {
        this.executable = executable;
        this.timeout = timeout;
        this.progress = progress;
    }

    @Override
    public Path fetch(NpmPackage npmPackage, Path folder) throws IOException {
        progress.accept(
                "Fetching the npm package %s (%d MB) with npm pack"
                        .formatted(npmPackage.spec(), npmPackage.sizeInBytes() / 1_000_000));
        File log = folder.resolve("npm.log").toFile();
        Process npm = start(npmPackage, folder, log);
        try {
            npm.getOutputStream().close();
            if (!npm.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "npm pack was stopped after %d s".formatted(timeout.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("npm pack was interrupted", e);
        } finally {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
        }
        Path archive = folder.resolve(npmPackage.file());
        if (npm.exitValue() != 0 || !Files.isRegularFile(archive)) {
            throw new IOException(
                    "npm pack ended with exit code %d and wrote no %s: %s"
                            .formatted(npm.exitValue(), npmPackage.file(), firstError(log)));
        }
        return archive;
    }

    private Process start(NpmPackage npmPackage, Path folder, File log) throws IOException {
        // Run in the folder, so that no project's .npmrc is read, and older npms write there too.
        List<String> command = List.of(executable, "pack", npmPackage.spec(), "--ignore-scripts");
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
        } catch (IOException e) {
            throw new IOException("'" + executable + "' can't be run (is Node.js installed?)", e);
        }
    }

    private static String firstError(File log) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(log.toPath())) {
            bytes = in.readNBytes(LOG_READ);
        }
        List<String> lines = new String(bytes, UTF_8).lines().filter(l -> !l.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.startsWith("npm error") || line.startsWith("npm ERR!"))
                .limit(3)
                .reduce((a, b) -> a + "; " + b)
                .orElse(lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1));
    }
}
