package org.tagzoo.zoo.registry;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder in which weights are kept.
 *
 * <ul>
 *   <li>{@code weights/<card>.safetensors}: ready to load; may be put there by hand
 *   <li>{@code packages/<package>-<version>.tgz}: npm packages put there by hand, for machines
 *       without npm or network
 *   <li>{@code work/}: what is being fetched; may be deleted while TagZoo doesn't run
 * </ul>
 *
 * @param folder absolute
 */
public record WeightsCache(Path folder) {

    /** Names the environment variable that moves the cache. */
    public static final String VARIABLE = "TAGZOO_CACHE";

    public WeightsCache {
        folder = folder.toAbsolutePath().normalize();
    }

    /** Returns the folder that {@code TAGZOO_CACHE} names, else {@code .cache/tagzoo} at home. */
    public static WeightsCache standard() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static WeightsCache of(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        return new WeightsCache(
                chosen.isBlank() ? home.resolve(".cache").resolve("tagzoo") : Path.of(chosen));
    }

    /** Returns where the weights of a card lie, whether they are there or not. */
    public Path weightsFile(WeightsCard card) {
        return folder.resolve("weights").resolve(card.name() + ".safetensors");
    }

    /** Returns where an npm package is looked for before it is fetched. */
    public Path packageFile(NpmPackage npmPackage) {
        return folder.resolve("packages").resolve(npmPackage.archiveName());
    }

    /** Returns the folder for files in the making, used by one process at a time. */
    Path workFolder(WeightsCard card) {
        return folder.resolve("work").resolve(card.name());
    }

    /** Returns the file that the process using {@link #workFolder} holds a lock on. */
    Path lockFile(WeightsCard card) {
        return folder.resolve("work").resolve(card.name() + ".lock");
    }
}
