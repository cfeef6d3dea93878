package org.tagzoo.zoo.registry;

import java.nio.file.Path;
import java.util.List;
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
 * @param parts of which the file was made, where it is of several networks; empty if it is of one
 */
public record ResolvedWeights(
        String name, WeightsCard card, Path file, String sha256, List<ResolvedWeights> parts) {

    public ResolvedWeights {
        parts = List.copyOf(parts);
    }

    /** Weights of one network. */
    public ResolvedWeights(String name, WeightsCard card, Path file, String sha256) {
        this(name, card, file, sha256, List.of());
    }

    /** Opens the file; the caller closes it. */
    public TensorSource open() throws WeightsException {
        return WeightsFile.open(file);
    }
}
