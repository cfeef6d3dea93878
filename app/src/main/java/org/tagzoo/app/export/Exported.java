package org.tagzoo.app.export;

import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.zoo.metric.Metric;

/**
 * What was written.
 *
 * @param row its name
 * @param metric the first of its task
 * @param validation that metric on validation, at its one threshold if it has one
 * @param isBest whether it was chosen for that
 * @param folder the export
 * @param zip the same as one file; empty if none was asked for
 */
public record Exported(
        String row,
        Metric metric,
        double validation,
        boolean isBest,
        Path folder,
        Optional<Path> zip) {}
