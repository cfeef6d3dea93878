package org.tagzoo.zoo.optimizer;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.tagzoo.zoo.optimizer.OptimizerState.ParameterState;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsException;

/** Copies of states, as a checkpoint keeps them. */
final class KeptStates {

    private KeptStates() {}

    static OptimizerState copy(OptimizerState state) throws WeightsException {
        Map<String, ParameterState> parameters = new HashMap<>();
        for (Map.Entry<String, ParameterState> entry : state.parameters().entrySet()) {
            ParameterState parameter = entry.getValue();
            parameters.put(
                    entry.getKey(),
                    new ParameterState(parameter.updates(), copy(parameter.slots())));
        }
        return new OptimizerState(parameters);
    }

    static WeightAverageState copy(WeightAverageState state) throws WeightsException {
        return new WeightAverageState(state.updates(), copy(state.averages()));
    }

    private static TensorMap copy(TensorSource tensors) throws WeightsException {
        TensorMap copy = new TensorMap("a copy");
        for (String name : tensors.names()) {
            put(copy, name, values(tensors, name));
        }
        return copy;
    }

    static TensorMap put(TensorMap tensors, String name, float... values) {
        return tensors.put(name, new long[] {values.length}, () -> FloatBuffer.wrap(values));
    }

    static float[] values(TensorSource tensors, String name) throws WeightsException {
        FloatBuffer read = tensors.read(name);
        float[] values = new float[read.remaining()];
        read.get(values);
        return values;
    }
}
