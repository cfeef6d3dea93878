package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;

/**
 * A network's parameters in memory as a source of tensors, so that they can be written to a file.
 */
public final class TrainedTensors implements TensorSource {

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, float[]> values;

    /**
     * @param values of each of the graph's parameters by name; batch counters are left out
     */
    public TrainedTensors(Graph graph, Map<String, float[]> values) {
        this.values = values;
        for (Parameter parameter : graph.parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                parameters.put(parameter.name(), parameter);
            }
        }
    }

    @Override
    public String origin() {
        return "a trained network";
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(parameters.keySet());
    }

    @Override
    public long[] shape(String name) throws WeightsException {
        return parameter(name).shape().stream().mapToLong(Integer::longValue).toArray();
    }

    @Override
    public FloatBuffer read(String name) throws WeightsException {
        return FloatBuffer.wrap(values.get(parameter(name).name())).asReadOnlyBuffer();
    }

    private Parameter parameter(String name) throws WeightsException {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new WeightsException("There is no tensor '" + name + "' in " + origin());
        }
        return parameter;
    }

    @Override
    public void close() {}
}
