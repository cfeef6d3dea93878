package org.tagzoo.app.export;

import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.zoo.registry.WeightsCache;

/**
 * What is exported, and where to.
 *
 * @param row its name; empty for the best
 * @param out the folder to write; empty: {@code export} in the row's folder
 * @param thresholds which ones the export gets; empty: shared, if its task has any
 * @param allData whether the weights are those that validation and test were trained on too
 * @param zip whether a zip is written beside the folder
 * @param weights the file of the weights that the network began with; empty: looked for
 * @param cache in which it is looked for
 */
public record ExportSettings(
        Optional<String> row,
        Optional<Path> out,
        Optional<ThresholdChoice> thresholds,
        boolean allData,
        boolean zip,
        Optional<Path> weights,
        WeightsCache cache) {}
