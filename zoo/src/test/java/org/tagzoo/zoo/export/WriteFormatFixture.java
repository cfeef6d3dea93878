package org.tagzoo.zoo.export;

import java.nio.file.Path;

/**
 * Writes an export that all later versions must load, such as {@code
 * src/test/resources/…/export/format9}. Run once for each format, from the module's folder, and
 * then {@code src/test/python/make_export_scores.py}, which works out its scores with PyTorch. What
 * lies there is never written again.
 */
final class WriteFormatFixture {

    private WriteFormatFixture() {}

    public static void main(String[] arguments) throws Exception {
        TinyExport.writeCalibrated(
                Path.of("src/test/resources/org/tagzoo/zoo/export/format" + ExportManifest.FORMAT),
                8);
    }
}
