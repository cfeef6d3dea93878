package org.tagzoo.zoo.network;

import java.util.HashSet;
import java.util.Set;

/**
 * How many parameters a network has as Keras counts: with the moving statistics of batch norm, and
 * without scales that Keras's network goes without.
 */
public final class KerasCount {

    private KerasCount() {}

    /** Counts those of a network with this body. */
    public static long of(Graph graph, Backbone backbone) {
        Set<Parameter> absent = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof BatchNorm norm
                    && !backbone.kerasScales()
                    && !norm.weight().name().startsWith(backbone.headName() + ".")) {
                absent.add(norm.weight());
            }
        }
        return graph.parameters().stream()
                .filter(p -> p.role() != Parameter.Role.COUNTER && !absent.contains(p))
                .mapToLong(Parameter::count)
                .sum();
    }
}
