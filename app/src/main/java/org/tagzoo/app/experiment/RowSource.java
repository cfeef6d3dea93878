package org.tagzoo.app.experiment;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.Examples;

/**
 * What a row trains and what it trains on.
 *
 * @param module the part of the network that is trained; the row owns it
 * @param examples of each part
 * @param weights where the first weights come from; empty: random ones
 * @param embeddingSeconds time that the embeddings took; empty if there are none
 * @param parameters of the whole network
 */
record RowSource(
        ScriptModule module,
        Map<Part, Examples> examples,
        Optional<String> weights,
        OptionalDouble embeddingSeconds,
        long parameters) {}
