package org.tagzoo.zoo.export;

import ai.djl.nn.BlockFactory;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.SimpleRepository;
import ai.djl.util.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.function.IOSupplier;

/**
 * An export as a DJL repository of one model. It is checked each time that it is looked at. A zip
 * is unpacked into DJL's cache.
 */
final class ExportRepository extends SimpleRepository {

    static final String ENGINE = "PyTorch";
    private static final String MODEL_NAME = "model";

    /** Options of DJL's PyTorch engine: the network's file, whatever the folder is named. */
    private static final Map<String, String> OPTIONS =
            Map.of("modelName", MODEL_NAME, "mapLocation", "true");

    private final IOSupplier<Export> source;
    private volatile Path folder;

    /**
     * @param path of the folder or zip
     */
    ExportRepository(String name, URI uri, Path path) {
        this(name, uri, path, () -> Export.open(path));
    }

    /**
     * @param source of what is at the path, checked each time anew
     */
    ExportRepository(String name, URI uri, Path path, IOSupplier<Export> source) {
        super(name, uri, path);
        this.source = source;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    /**
     * Returns the one artifact.
     *
     * @throws ExportException if the export is not whole, of a later format, or not as it was
     *     written
     */
    @Override
    public Metadata locate(MRL mrl) throws IOException {
        Export export = source.get();
        folder = export.folder();
        Artifact artifact = new Artifact();
        artifact.setName(MODEL_NAME);
        artifact.setOptions(OPTIONS);
        artifact.getArguments().putAll(arguments);
        artifact.getArguments().putAll(arguments(export.description()));
        Metadata metadata = new Metadata.MatchAllMetadata();
        metadata.setRepositoryUri(URI.create(""));
        metadata.setArtifactId(mrl.getArtifactId());
        metadata.setArtifacts(List.of(artifact));
        return metadata;
    }

    /** Returns what DJL's loader asks before it reads {@code serving.properties}. */
    private static Map<String, Object> arguments(ExportDescription description) {
        // Without one, DJL looks for jars and classes in the folder, and runs what it finds.
        BlockFactory none = (model, folder, given) -> null;
        return Map.of(
                "engine",
                ENGINE,
                "translatorFactory",
                TagTranslatorFactory.class.getName(),
                TagTranslatorFactory.CHECKED,
                description,
                "blockFactory",
                none);
    }

    /** Returns the export's folder, as it was found by {@link #locate}. */
    @Override
    public Path getResourceDirectory(Artifact artifact) {
        return folder;
    }

    @Override
    public void prepare(Artifact artifact, Progress progress) {
        // There is nothing to fetch: a zip is unpacked where its folder is asked for.
    }
}
