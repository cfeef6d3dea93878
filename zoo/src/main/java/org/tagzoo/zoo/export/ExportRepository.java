package org.tagzoo.zoo.export;

import ai.djl.nn.BlockFactory;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.SimpleRepository;
import ai.djl.util.Progress;
import ai.djl.util.Utils;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An export as a DJL repository. It is checked each time it is loaded. The network's own file
 * stands for the artifact, so that no name in {@code serving.properties} can put another in its
 * place.
 */
final class ExportRepository extends SimpleRepository {

    private final Path path;

    ExportRepository(String name, URI uri, Path path) {
        super(name, uri, path);
        this.path = path;
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
        ExportManifest manifest = ExportFolder.check(folder());
        Metadata metadata = super.locate(mrl);
        for (Artifact artifact : metadata.getArtifacts()) {
            Map<String, Object> arguments = artifact.getArguments();
            arguments.put("translatorFactory", TagTranslatorFactory.class.getName());
            arguments.put(TagTranslatorFactory.CHECKED, manifest.description());
            arguments.put("engine", "PyTorch");
            // Without one, DJL looks for jars and classes in the folder, and runs what it finds.
            BlockFactory none = (model, folder, given) -> null;
            arguments.put("blockFactory", none);
        }
        return metadata;
    }

    @Override
    public Path getResourceDirectory(Artifact artifact) throws IOException {
        return folder().resolve(ExportFiles.MODEL);
    }

    private Path folder() throws IOException {
        if (Files.isDirectory(path)) {
            return path;
        }
        return ExportZip.cached(path, Utils.getCacheDir().resolve("tagzoo-exports"));
    }

    @Override
    public void prepare(Artifact artifact, Progress progress) {
        // It is there already: a zip is unpacked when the artifact is resolved.
    }
}
