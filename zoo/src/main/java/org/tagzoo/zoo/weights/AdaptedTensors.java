package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.Positions;

/**
 * The tensors of a file as a network names them, for the size of images that it is built for:
 * {@link Positions} of another number are resampled.
 */
final class AdaptedTensors extends TensorMap {

    private final TensorSource source;

    private AdaptedTensors(TensorSource source) {
        super(source.origin());
        this.source = source;
    }

    /**
     * Returns the source itself where nothing has to be changed.
     *
     * @param published whether positions as many as a square's are one, though the network has as
     *     many in another grid; else they are the network's own
     */
    static TensorSource of(TensorSource source, Graph graph, Backbone backbone, boolean published)
            throws WeightsException {
        AdaptedTensors adapted = new AdaptedTensors(source);
        for (String name : source.names()) {
            adapted.put(backbone.nameOf(name), source.shape(name), () -> source.read(name));
        }
        Optional<Positions> positions = backbone.positions();
        boolean isResampled =
                positions.isPresent() && adapted.resample(positions.get(), graph, published);
        return isResampled || !adapted.names().equals(source.names()) ? adapted : source;
    }

    /**
     * Replaces positions of another grid; what has another shape in other ways is left for others
     * to complain about.
     */
    private boolean resample(Positions positions, Graph graph, boolean published)
            throws WeightsException {
        String name = positions.parameter();
        Dims image = graph.nodes().get(0).dims();
        Optional<List<Integer>> wanted =
                graph.parameters().stream()
                        .filter(p -> p.name().equals(name))
                        .map(Parameter::shape)
                        .findFirst();
        if (wanted.isEmpty() || !image.isMap() || !names().contains(name)) {
            return false;
        }
        long[] shape = wanted.get().stream().mapToLong(Integer::longValue).toArray();
        long[] found = shape(name);
        int rows = image.height() / positions.patch();
        int columns = image.width() / positions.patch();
        if (found.length != 3
                || found[0] != 1
                || (found[1] == shape[1] && (rows == columns || !published))
                || found[2] != shape[2]
                || !positions.isSquare(found[1])) {
            return false;
        }
        put(
                name,
                shape,
                () -> {
                    FloatBuffer read = source.read(name);
                    float[] old = new float[read.remaining()];
                    read.get(old);
                    return FloatBuffer.wrap(positions.resample(old, (int) shape[2], rows, columns));
                });
        return true;
    }

    @Override
    public String choice() {
        return source.choice();
    }

    @Override
    public void close() throws WeightsException {
        source.close();
    }
}
