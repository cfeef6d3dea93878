package org.tagzoo.zoo.weights;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

/** A network's parameters from a source of weights, once it is known which names and shapes fit. */
public final class LoadedValues implements ParameterValues, AutoCloseable {

    private final TensorSource source;

    private final Set<String> names;

    private LoadedValues(TensorSource source, Set<String> names) {
        this.source = source;
        this.names = names;
    }

    /**
     * Checks a source against a network's body. What its names have in front of the network's is
     * passed over, see {@link BareNames}.
     *
     * @param source closed by {@link #close}, or here if it does not fit; may have what the body
     *     leaves out
     * @param graph the network; the head's own parameters are not looked for
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues of(TensorSource source, Graph graph, Backbone backbone)
            throws WeightsException {
        return body(source, graph, backbone, true);
    }

    private static LoadedValues body(
            TensorSource source, Graph graph, Backbone backbone, boolean published)
            throws WeightsException {
        Predicate<String> ofHead = name -> name.startsWith(backbone.headName() + ".");
        return fitting(
                source,
                graph,
                backbone,
                published,
                ofHead.negate(),
                ofHead.or(backbone::leavesOut));
    }

    /**
     * Checks a source of a trained network against its body, otherwise as {@link #of} does; but
     * positions as many as the network's are its own, of its own grid.
     *
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues ofTrainedBody(TensorSource source, Graph graph, Backbone backbone)
            throws WeightsException {
        return body(source, graph, backbone, false);
    }

    /**
     * Checks a source against a whole network, its head too, otherwise as {@link #of} does; but
     * positions as many as the network's are its own, of its own grid.
     *
     * @param source closed by {@link #close}, or here if it does not fit; may have what the body
     *     leaves out
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues ofWhole(TensorSource source, Graph graph, Backbone backbone)
            throws WeightsException {
        return fitting(source, graph, backbone, false, name -> true, backbone::leavesOut);
    }

    /**
     * Checks a published source against a whole network, its head too, otherwise as {@link #of}
     * does.
     *
     * @throws WeightsException listing all that is missing, left over or of another shape
     */
    public static LoadedValues ofWholePublished(TensorSource source, Graph graph, Backbone backbone)
            throws WeightsException {
        return fitting(source, graph, backbone, true, name -> true, backbone::leavesOut);
    }

    private static LoadedValues fitting(
            TensorSource source,
            Graph graph,
            Backbone backbone,
            boolean published,
            Predicate<String> looked,
            Predicate<String> unneeded)
            throws WeightsException {
        try {
            Map<String, long[]> expected = expected(graph, looked);
            TensorSource bare = BareNames.of(source, expected.keySet());
            TensorSource adapted = AdaptedTensors.of(bare, graph, backbone, published);
            ParameterMatch.require(expected, adapted, unneeded);
            return new LoadedValues(adapted, expected.keySet());
        } catch (WeightsException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Checks that all values of the network are finite, which each parameter is checked for when it
     * is read too.
     *
     * @return these
     * @throws WeightsException listing tensors with other values, and how many; this is closed then
     */
    public LoadedValues requireFinite() throws WeightsException {
        List<String> problems = new ArrayList<>();
        for (String name : names) {
            // Counters of batches need not be there.
            if (source.names().contains(name)) {
                FloatBuffer values = source.read(name);
                int others = notFinite(values);
                if (others > 0) {
                    problems.add("%s (%d of %d)".formatted(name, others, values.limit()));
                }
            }
        }
        if (!problems.isEmpty()) {
            source.close();
            throw notFinite(String.join(", ", problems));
        }
        return this;
    }

    /** Returns a line on which of the source's tensors these are; empty where it has no others. */
    public Optional<String> choice() {
        return Optional.of(source.choice())
                .filter(choice -> !choice.isEmpty())
                .map(choice -> "weights of %s: %s".formatted(source.origin(), choice));
    }

    private static int notFinite(FloatBuffer values) {
        int others = 0;
        for (int i = 0; i < values.limit(); i++) {
            others += Float.isFinite(values.get(i)) ? 0 : 1;
        }
        return others;
    }

    private WeightsException notFinite(String tensors) {
        return new WeightsException(
                "%s has values that are not finite: %s. The training that saved it diverged; take an earlier checkpoint"
                        .formatted(source.origin(), tensors));
    }

    private void checkFinite(Parameter parameter, FloatBuffer values) throws WeightsException {
        int others = notFinite(values);
        if (others > 0) {
            throw notFinite("%s (%d of %d)".formatted(parameter.name(), others, values.limit()));
        }
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

    @Override
    public float[] values(Parameter parameter) {
        float[] values = new float[parameter.count()];
        if (parameter.role() != Parameter.Role.COUNTER) {
            try {
                requireShape(parameter);
                source.read(parameter.name()).get(values);
                checkFinite(parameter, FloatBuffer.wrap(values));
            } catch (WeightsException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    @Override
    public void copyTo(Parameter parameter, ByteBuffer target) {
        if (parameter.role() == Parameter.Role.COUNTER) {
            ParameterValues.super.copyTo(parameter, target);
            return;
        }
        try {
            requireShape(parameter);
            ByteBuffer written = target.slice().order(target.order());
            source.read(parameter.name(), target);
            int size = parameter.count() * Float.BYTES;
            checkFinite(parameter, written.limit(size).asFloatBuffer());
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
