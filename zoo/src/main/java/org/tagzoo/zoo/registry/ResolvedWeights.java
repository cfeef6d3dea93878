package org.tagzoo.zoo.registry;

import java.nio.file.Path;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * Weights that are on disk.
 *
 * @param name for tables: the card's, or that of a file that a person chose
 * @param card what they expect of their input, and which network they fit
 * @param file in any format that {@link WeightsFile} opens
 * @param sha256 of the file, in hexadecimal
 */
public record ResolvedWeights(String name, WeightsCard card, Path file, String sha256) {

    /** Opens the file; the caller closes it. */
    public TensorSource open() throws WeightsException {
        return WeightsFile.open(file);
    }
}
