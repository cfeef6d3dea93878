package org.tagzoo.app.experiment;

import java.util.Map;
import java.util.OptionalDouble;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.TrainableNetwork;

/**
 * What a phase of a row trains and what it trains on.
 *
 * @param network closed with this source
 * @param examples of each part
 * @param embeddingSeconds time that the output of the frozen stages took; empty if none is kept
 */
record PhaseSource(
        TrainableNetwork network, Map<Part, Examples> examples, OptionalDouble embeddingSeconds)
        implements AutoCloseable {

    @Override
    public void close() {
        network.close();
    }
}
