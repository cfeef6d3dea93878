package org.tagzoo.datasets.file;

import java.nio.file.Path;
import java.util.Map;

/** The folder for what can be fetched or computed again. */
public final class CacheFolder {

    /** Names the environment variable that moves the folder. */
    public static final String VARIABLE = "TAGZOO_CACHE";

    private CacheFolder() {}

    /** Returns the folder that {@code TAGZOO_CACHE} names, else {@code .cache/tagzoo} at home. */
    public static Path standard() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** Returns the same in an environment of one's choice. */
    public static Path of(Map<String, String> environment, Path home) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        return chosen.isBlank() ? home.resolve(".cache").resolve("tagzoo") : Path.of(chosen);
    }
}
