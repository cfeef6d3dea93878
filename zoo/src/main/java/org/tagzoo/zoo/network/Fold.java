package org.tagzoo.zoo.network;

import java.util.Map;
import java.util.function.Supplier;

/**
 * One op in the place of two.
 *
 * @param op computes what both did, in the place of the first
 * @param changed the parameters, by name, that have other values then
 */
public record Fold(Op op, Map<String, Supplier<float[]>> changed) {

    public Fold {
        changed = Map.copyOf(changed);
    }
}
