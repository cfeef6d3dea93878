package org.tagzoo.zoo.weights;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/** A network's parameters from a source of weights, once it is known that names and shapes fit. */
public final class LoadedValues implements ParameterValues, AutoCloseable {

    private final TensorSource source;

    private LoadedValues(TensorSource source) {
        this.source = source;
    }

    /**
     * Checks a source against a network's body.
     *
     * @param source closed by {@link #close}, or here if it does not fit
     * @param graph the network; the head's own parameters are not looked for
     * @param headName where the head's parameters are declared, such as {@code fc}
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues of(TensorSource source, Graph graph, String headName)
            throws WeightsException {
        String head = headName + ".";
        Map<String, long[]> expected = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            if (!parameter.name().startsWith(head)) {
                long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
                expected.put(parameter.name(), shape);
            }
        }
        try {
            ParameterMatch.require(expected, source, name -> name.startsWith(head));
        } catch (WeightsException e) {
            source.close();
            throw e;
        }
        return new LoadedValues(source);
    }

    @Override
    public float[] values(Parameter parameter) {
        float[] values = new float[parameter.count()];
        if (parameter.role() != Parameter.Role.COUNTER) {
            try {
                source.read(parameter.name()).get(values);
            } catch (WeightsException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    @Override
    public void copyTo(Parameter parameter, ByteBuffer target) {
        try {
            if (parameter.role() == Parameter.Role.COUNTER) {
                ParameterValues.super.copyTo(parameter, target);
            } else {
                source.read(parameter.name(), target);
            }
        } catch (WeightsException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws WeightsException {
        source.close();
    }
}
