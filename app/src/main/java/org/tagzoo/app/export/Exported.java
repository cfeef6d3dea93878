package org.tagzoo.app.export;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was written.
 *
 * @param row its name
 * @param validationF1 micro F1 on validation at its one threshold
 * @param isBest whether it was chosen for that
 * @param folder the export
 * @param zip the same as one file; empty if none was asked for
 */
public record Exported(
        String row, double validationF1, boolean isBest, Path folder, Optional<Path> zip) {}
