package org.tagzoo.zoo.torchscript;

import java.util.Optional;
import java.util.function.Function;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.PooledHead;

/**
 * How a graph becomes the methods of a class.
 *
 * @param graph of which each node becomes a step
 * @param precision of convolutions and linear layers
 * @param format how maps lie in memory
 * @param references the expression that reads each parameter
 */
record Compilation(
        Graph graph,
        Precision precision,
        MemoryFormat format,
        Function<Parameter, String> references) {

    /** Returns the method {@code forward}. */
    String forward() {
        return signature().forward(ForwardWriter.write(this));
    }

    /**
     * Returns the methods {@code forward} and, where the network ends in a head that positions can
     * be given to, {@value TorchScriptArchive#ACTIVATIONS}.
     */
    String forwardAndActivations() {
        Optional<PooledHead> end = PooledHead.of(graph);
        if (end.isEmpty()) {
            return forward();
        }
        PooledHead head = end.get();
        Signature signature = signature();
        return signature.toOne(ForwardWriter.LAST_MAP, ForwardWriter.lastMap(this, head))
                + signature.forward(ForwardWriter.afterLastMap(this, head))
                + signature.toOne(
                        TorchScriptArchive.ACTIVATIONS, ForwardWriter.activations(this, head));
    }

    Signature signature() {
        return new Signature(graph);
    }
}
