package org.tagzoo.zoo.weights;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/** A network's parameters from a source of weights, once it is known which names and shapes fit. */
public final class LoadedValues implements ParameterValues, AutoCloseable {

    private final TensorSource source;
    private final ParameterMatch match;
    private final Optional<ParameterValues> others;

    private LoadedValues(
            TensorSource source, ParameterMatch match, Optional<ParameterValues> others) {
        this.source = source;
        this.match = match;
        this.others = others;
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
        return fitting(source, expected(graph, ofHead.negate()), ofHead.or(backbone::leavesOut));
    }

    /**
     * Checks a source against a whole network, its head too.
     *
     * @param source closed by {@link #close}, or here if it does not fit; may have what the body
     *     leaves out
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues ofWhole(TensorSource source, Graph graph, Backbone backbone)
            throws WeightsException {
        return fitting(source, expected(graph, name -> true), backbone::leavesOut);
    }

    /**
     * Takes from a source what fits a network by name and shape, however little that is; {@link
     * #match} lists what did not.
     *
     * @param source closed by {@link #close}, or here if nothing fits
     * @param others the values of all other parameters
     * @throws WeightsException if no tensor fits
     */
    public static LoadedValues ofPart(TensorSource source, Graph graph, ParameterValues others)
            throws WeightsException {
        LoadedValues values = null;
        try {
            Map<String, long[]> expected = expected(graph, name -> true);
            ParameterMatch match = ParameterMatch.of(expected, source, name -> false);
            LoadedValues part = new LoadedValues(source, match, Optional.of(others));
            if (graph.parameters().stream().noneMatch(part::isTaken)) {
                throw new WeightsException(
                        "No tensor of %s fits the network by name and shape"
                                .formatted(source.origin()));
            }
            values = part;
        } finally {
            if (values == null) {
                source.close();
            }
        }
        return values;
    }

    private static LoadedValues fitting(
            TensorSource source, Map<String, long[]> expected, Predicate<String> unneeded)
            throws WeightsException {
        try {
            ParameterMatch.require(expected, source, unneeded);
        } catch (WeightsException e) {
            source.close();
            throw e;
        }
        return new LoadedValues(source, ParameterMatch.NONE, Optional.empty());
    }

    private static Map<String, long[]> expected(Graph graph, Predicate<String> looked) {
        Map<String, long[]> expected = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            if (looked.test(parameter.name())) {
                expected.put(parameter.name(), shape(parameter));
            }
        }
        return expected;
    }

    private static long[] shape(Parameter parameter) {
        return parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    /** Returns what was missing, misshapen and left over; nothing but after {@link #ofPart}. */
    public ParameterMatch match() {
        return match;
    }

    @Override
    public float[] values(Parameter parameter) {
        if (others.isPresent() && !isTaken(parameter)) {
            return others.get().values(parameter);
        }
        float[] values = new float[parameter.count()];
        if (parameter.role() != Parameter.Role.COUNTER) {
            try {
                requireShape(parameter);
                source.read(parameter.name()).get(values);
            } catch (WeightsException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    @Override
    public void copyTo(Parameter parameter, ByteBuffer target) {
        if (parameter.role() == Parameter.Role.COUNTER
                || (others.isPresent() && !isTaken(parameter))) {
            ParameterValues.super.copyTo(parameter, target);
            return;
        }
        try {
            requireShape(parameter);
            source.read(parameter.name(), target);
        } catch (WeightsException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isTaken(Parameter parameter) {
        try {
            return parameter.role() != Parameter.Role.COUNTER
                    && source.names().contains(parameter.name())
                    && Arrays.equals(source.shape(parameter.name()), shape(parameter));
        } catch (WeightsException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A head's parameters, which were not looked for, may still be asked for. */
    private void requireShape(Parameter parameter) throws WeightsException {
        long[] found = source.shape(parameter.name());
        if (!Arrays.equals(found, shape(parameter))) {
            throw new WeightsException(
                    "%s is %s in %s, the network's is %s"
                            .formatted(
                                    parameter.name(),
                                    Arrays.toString(found),
                                    source.origin(),
                                    parameter.shape()));
        }
    }

    @Override
    public void close() throws WeightsException {
        source.close();
    }
}
