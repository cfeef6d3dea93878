package org.tagzoo.zoo.export;

import ai.djl.repository.Repository;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * An export, checked: its description is understood, and its network is the one that was written.
 *
 * <pre>{@code
 * Export export = Export.open(Path.of("export"));
 * try (ZooModel<Path, Tags> model = export.criteria(Path.class, Tags.class).loadModel();
 *         Predictor<Path, Tags> predictor = model.newPredictor()) {
 *     System.out.println(predictor.predict(Path.of("photo.jpg")));
 * }
 * }</pre>
 *
 * <p>It holds nothing open. What a zip was unpacked to stays in the cache for the next time.
 */
public final class Export {

    private final Path folder;
    private final ExportManifest manifest;
    private final ExportDescription description;

    Export(Path folder, ExportManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
        this.description = manifest.description();
    }

    /**
     * Opens an export.
     *
     * @param export its folder, or a zip of it, which is unpacked into DJL's cache as {@code
     *     Criteria} alone unpack it, once
     * @throws ExportException if it is none, not whole, of a later format, or not as it was written
     */
    public static Export open(Path export) throws IOException {
        return open(export, ExportZip.cache());
    }

    /**
     * @param cache where a zip is unpacked
     */
    static Export open(Path export, Path cache) throws IOException {
        if (Files.isDirectory(export)) {
            return check(ExportFolder.find(export).orElse(export));
        }
        if (!Files.isRegularFile(export)) {
            throw new ExportException(
                    "There is no export at %s; it must be a folder, or a zip of one"
                            .formatted(export));
        }
        return ExportZip.unpacked(export, cache);
    }

    /** Checks a folder. */
    static Export check(Path folder) throws IOException {
        return new Export(folder, ExportFolder.check(folder));
    }

    /** Returns what the export says about its network. */
    public ExportDescription description() {
        return description;
    }

    /** Returns the SHA-256 of the network's file, 64 hexadecimal digits. */
    public String modelSha256() {
        return manifest.model().sha256();
    }

    /** Returns the version of TagZoo that wrote it. */
    public String writtenBy() {
        return manifest.tagzoo();
    }

    /** Returns the folder that holds it now. */
    public Path folder() {
        return folder;
    }

    /**
     * Returns what loads it; {@link TagTranslatorFactory} lists the types.
     *
     * @throws IllegalArgumentException if there is no translator for these types
     */
    public <I, O> Criteria<I, O> criteria(Class<I> input, Class<O> output) {
        try {
            TagTranslatorFactory.requireSupported(input, output);
        } catch (TranslateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return Criteria.builder().setTypes(input, output).optModelZoo(new Zoo(this)).build();
    }

    /** A zoo of one export that was checked already, and is not again. */
    private static final class Zoo extends ModelZoo {

        Zoo(Export export) {
            Repository repository =
                    new ExportRepository(
                            getGroupId(), export.folder.toUri(), export.folder, () -> export);
            repository.getResources().forEach(resource -> addModel(new BaseModelLoader(resource)));
        }

        @Override
        public String getGroupId() {
            return "org.tagzoo.export";
        }

        @Override
        public Set<String> getSupportedEngines() {
            return Set.of(ExportRepository.ENGINE);
        }
    }
}
