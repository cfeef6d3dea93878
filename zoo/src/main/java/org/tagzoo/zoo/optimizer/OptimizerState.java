package org.tagzoo.zoo.optimizer;

import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * What an optimiser remembers between updates, to be kept in a checkpoint.
 *
 * @param parameters by the id of each parameter that was updated at least once
 */
public record OptimizerState(Map<String, ParameterState> parameters) {

    /** The state of an optimiser that has not updated anything. */
    public static final OptimizerState EMPTY = new OptimizerState(Map.of());

    public OptimizerState {
        parameters = Map.copyOf(parameters);
    }

    /**
     * What is remembered of one parameter.
     *
     * @param updates how many updates this parameter had, at least 1
     * @param slots running values by their name, such as {@code momentum}, each with a value for
     *     each of the parameter's, in row-major order: {@code [N]}; read one at a time
     */
    public record ParameterState(long updates, TensorSource slots) {

        public ParameterState {
            Check.atLeast("A parameter's number of updates", updates, 1);
        }
    }
}
