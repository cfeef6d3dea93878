package org.tagzoo.zoo.weights;

import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.tagzoo.zoo.network.Backbone;
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
        Predicate<String> ofHead = name -> name.startsWith(headName + ".");
        return of(source, graph, ofHead, ofHead);
    }

    /**
     * Checks a source against a network's body.
     *
     * @param source closed by {@link #close}, or here if it does not fit; may have what the body
     *     leaves out
     * @param graph the network; the head's own parameters are not looked for
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues of(TensorSource source, Graph graph, Backbone backbone)
            throws WeightsException {
        Predicate<String> ofHead = name -> name.startsWith(backbone.headName() + ".");
        return of(source, graph, ofHead, ofHead.or(backbone::leavesOut));
    }

    /**
     * Checks a source against a whole network, its head included.
     *
     * @param source closed by {@link #close}, or here if it does not fit; may have what the body
     *     leaves out
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues whole(TensorSource source, Graph graph, Backbone backbone)
            throws WeightsException {
        return of(source, graph, name -> false, backbone::leavesOut);
    }

    private static LoadedValues of(
            TensorSource source,
            Graph graph,
            Predicate<String> replaced,
            Predicate<String> unneeded)
            throws WeightsException {
        Map<String, long[]> expected = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            if (!replaced.test(parameter.name())) {
                long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
                expected.put(parameter.name(), shape);
            }
        }
        try {
            ParameterMatch.require(expected, source, unneeded);
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
                FloatBuffer read = source.read(parameter.name());
                read.get(values);
            } catch (WeightsException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    @Override
    public void close() throws WeightsException {
        source.close();
    }
}
