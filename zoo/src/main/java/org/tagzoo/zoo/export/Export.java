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

    private final CheckedExport checked;

    private Export(CheckedExport checked) {
        this.checked = checked;
    }

    /**
     * Opens an export.
     *
     * @param export its folder, or a zip of it, which is unpacked into DJL's cache as {@code
     *     Criteria} alone unpack it, once
     * @throws ExportException if it is none, not whole, of a later format, or not as it was written
     */
    public static Export open(Path export) throws IOException {
        return open(export, ExportCache.standard());
    }

    /**
     * Opens an export.
     *
     * @param cache where a zip is unpacked
     */
    static Export open(Path export, ExportCache cache) throws IOException {
        if (Files.isDirectory(export)) {
            return new Export(CheckedExport.of(ExportFolder.find(export).orElse(export)));
        }
        if (!Files.isRegularFile(export)) {
            throw new ExportException(
                    "There is no export at %s; it must be a folder, or a zip of one"
                            .formatted(export));
        }
        return new Export(cache.unpacked(export));
    }

    /** Returns what the export says about its network. */
    public ExportDescription description() {
        return checked.manifest().description();
    }

    /** Returns the SHA-256 of the network's file, 64 hexadecimal digits. */
    public String modelSha256() {
        return checked.manifest().modelSha256();
    }

    /** Returns the version of TagZoo that wrote it. */
    public String writtenBy() {
        return checked.manifest().writtenBy();
    }

    /** Returns the folder that holds it now. */
    public Path folder() {
        return checked.folder();
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
                .optModelZoo(new ExportModelZoo(checked))
                .build();
    }
}
