package org.tagzoo.zoo.weights;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;

/**
 * The tensors of a file under a network's names, where the file lists them in the network's order
 * under names of its own. Shapes must be equal one by one, and so must the last parts of names,
 * such as {@code running_mean}. Batch norm's counters of batches are left out.
 */
public final class TensorsInOrder extends TensorMap {

    private final TensorSource source;

    /**
     * @param source taken over: closed by {@link #close}, or here if it does not fit
     * @throws WeightsException if they are not as many, or one does not fit; names both
     */
    public TensorsInOrder(TensorSource source, Graph graph) throws WeightsException {
        super(source.origin());
        this.source = source;
        try {
            List<Parameter> parameters = graph.parameters();
            require(
                    source.names().size() == parameters.size(),
                    "has %d tensors, and the network %d"
                            .formatted(source.names().size(), parameters.size()));
            Iterator<String> names = source.names().iterator();
            for (Parameter parameter : parameters) {
                add(names.next(), parameter);
            }
        } catch (WeightsException e) {
            source.close();
            throw e;
        }
    }

    private void add(String name, Parameter parameter) throws WeightsException {
        long[] shape = source.shape(name);
        long[] wanted = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
        require(
                Arrays.equals(shape, wanted) && last(name).equals(last(parameter.name())),
                "has %s %s where the network has %s %s"
                        .formatted(
                                name, Arrays.toString(shape), parameter.name(), parameter.shape()));
        if (parameter.role() != Parameter.Role.COUNTER) {
            put(parameter.name(), shape, () -> source.read(name));
        }
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void require(boolean held, String problem) throws WeightsException {
        if (!held) {
            throw new WeightsException(source.origin() + " " + problem);
        }
    }

    @Override
    public void close() throws WeightsException {
        source.close();
    }
}
