package org.tagzoo.zoo.export;

import ai.djl.repository.LocalRepository;
import ai.djl.repository.Metadata;
import ai.djl.repository.Repository;
import ai.djl.repository.RepositoryFactory;
import ai.djl.repository.SimpleRepository;
import ai.djl.util.JsonUtils;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes DJL take the translator of an export; named in {@code META-INF/services}.
 *
 * <p>DJL's loader chooses a translator before it reads {@code serving.properties}: {@code
 * Criteria<Image, Classifications>} on a folder silently gets DJL's default translator, which
 * resizes and normalises in another way, and {@code Criteria<Image, Tags>} is refused. For a folder
 * or zip with a {@code tagzoo.json} this factory gives a repository that names the translator where
 * the loader looks for it. For everything else it does what DJL's own factory for files does, which
 * it stands in for.
 */
public final class ExportRepositoryFactory implements RepositoryFactory {

    private static final Logger LOGGER = LoggerFactory.getLogger(ExportRepositoryFactory.class);
    private static final String METADATA = "metadata.json";

    @Override
    public Set<String> getSupportedScheme() {
        return Set.of("file");
    }

    @Override
    public Repository newInstance(String name, URI uri) {
        Path path = path(uri);
        if (isExport(path)) {
            return new ExportRepository(name, uri, path);
        }
        if (Files.isDirectory(path) && hasMetadata(path)) {
            return new LocalRepository(name, path.toUri(), path) {};
        }
        return new SimpleRepository(name, uri, path) {};
    }

    private static boolean isExport(Path path) {
        try {
            return ExportZip.isExport(path) || ExportFolder.find(path).isPresent();
        } catch (IOException e) {
            LOGGER.warn("Could not look for an export at {}", path, e);
            return false;
        }
    }

    private static Path path(URI uri) {
        String path = uri.getPath() == null ? uri.getSchemeSpecificPart() : uri.getPath();
        if (path.startsWith("file:")) {
            path = path.substring("file:".length());
        }
        if (path.startsWith("/")
                && System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("win")) {
            path = path.substring(1);
        }
        return Path.of(path);
    }

    /** A folder of DJL's has a {@code metadata.json} in some folder below it. */
    private static boolean hasMetadata(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.anyMatch(file -> !root.equals(file.getParent()) && isMetadata(file));
        } catch (IOException e) {
            LOGGER.warn("Could not look for {} below {}", METADATA, root, e);
            return false;
        }
    }

    private static boolean isMetadata(Path file) {
        if (!Files.isRegularFile(file) || !file.endsWith(METADATA)) {
            return false;
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            Metadata metadata = JsonUtils.GSON.fromJson(reader, Metadata.class);
            return metadata.getMetadataVersion() != null && metadata.getArtifacts() != null;
        } catch (IOException | JsonParseException e) {
            LOGGER.warn("Could not read {}", file, e);
            return false;
        }
    }
}
