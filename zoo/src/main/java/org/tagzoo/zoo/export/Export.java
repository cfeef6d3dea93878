package org.tagzoo.zoo.export;

import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An export, checked: its description is understood, and its network is the one that was written.
 *
 * <pre>{@code
 * try (Export export = Export.open(Path.of("export"));
 *         ZooModel<Path, Tags> model = export.criteria(Path.class, Tags.class).loadModel();
 *         Predictor<Path, Tags> predictor = model.newPredictor()) {
 *     System.out.println(predictor.predict(Path.of("photo.jpg")));
 * }
 * }</pre>
 */
public final class Export implements AutoCloseable {

    private final Path folder;
    private final ExportManifest manifest;
    private final ExtractedZip extracted;

    private Export(Path folder, ExportManifest manifest, ExtractedZip extracted) {
        this.folder = folder;
        this.manifest = manifest;
        this.extracted = extracted;
    }

    /**
     * Opens an export.
     *
     * @param export its folder, or a zip of it, which is unpacked to a temporary folder that {@link
     *     #close} deletes
     * @throws ExportException if it is none, not whole, of a later format, or not as it was written
     */
    public static Export open(Path export) throws IOException {
        if (Files.isDirectory(export)) {
            return new Export(export, ExportFolder.check(export), null);
        }
        if (!Files.isRegularFile(export)) {
            throw new ExportException(
                    "There is no export at %s; it must be a folder, or a zip of one"
                            .formatted(export));
        }
        ExtractedZip extracted = ExtractedZip.temporary(export);
        try {
            return new Export(
                    extracted.folder(), ExportFolder.check(extracted.folder()), extracted);
        } catch (IOException | RuntimeException e) {
            extracted.close();
            throw e;
        }
    }

    /** Returns what the export says about its network. */
    public ExportDescription description() {
        return manifest.description();
    }

    /** Returns the SHA-256 of the network's file, 64 hexadecimal digits. */
    public String modelSha256() {
        return manifest.modelSha256();
    }

    /** Returns the version of TagZoo that wrote it. */
    public String writtenBy() {
        return manifest.writtenBy();
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
        TagTranslatorFactory factory = new TagTranslatorFactory();
        try {
            factory.requireSupported(input, output);
        } catch (TranslateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return Criteria.builder()
                .setTypes(input, output)
                .optModelPath(folder)
                .optTranslatorFactory(factory)
                .optArgument(TagTranslatorFactory.CHECKED, description())
                .optModelName("model")
                .optEngine("PyTorch")
                .optOption("mapLocation", "true")
                .build();
    }

    /** Deletes the temporary folder, if there is one; a model that was loaded goes on. */
    @Override
    public void close() throws IOException {
        if (extracted != null) {
            extracted.close();
        }
    }
}
