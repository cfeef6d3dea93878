package org.tagzoo.zoo.export;

import java.nio.file.Path;

/**
 * Writes an export that all later versions must load, such as {@code
 * src/test/resources/…/export/format9}. Run once for each format, from the module's folder, and
 * then {@code src/test/python/make_export_scores.py}, which works out its scores with PyTorch. What
 * lies there is never written again. With an argument, it writes the export of a class and a box,
 * in the folder {@code boxes}.
 */
final class WriteFormatFixture {

    private WriteFormatFixture() {}

    public static void main(String[] arguments) throws Exception {
        Path exports = Path.of("src/test/resources/org/tagzoo/zoo/export");
        if (arguments.length > 0) {
            TinyExport.writeBoxes(exports.resolve("boxes"), 8);
        } else {
            TinyExport.writeCalibrated(exports.resolve("format" + ExportManifest.FORMAT), 8);
        }
    }
}
