package org.tagzoo.zoo.registry;

import java.io.IOException;
import java.nio.file.Path;
import org.tagzoo.zoo.weights.TensorSource;

/** An archive that holds weights, in a form that is converted once. */
public sealed interface PackedWeights extends WeightsOrigin permits WeightsPackage, DjlFile {

    /**
     * Unpacks what is needed of it and nothing else.
     *
     * @param archive that {@link #check} has accepted
     * @throws IOException if it is broken, too large, or holds something else there
     */
    void unpack(Path archive, Path into) throws IOException;

    /**
     * Opens what was unpacked, under the names of the network; the caller closes it.
     *
     * @param card whose origin this is
     */
    TensorSource open(WeightsCard card, Path folder) throws IOException;
}
