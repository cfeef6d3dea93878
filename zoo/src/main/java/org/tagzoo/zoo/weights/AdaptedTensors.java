package org.tagzoo.zoo.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.Positions;

/**
 * The tensors of a file as a network names them, for the size of images that it is built for:
 * {@link Positions} of another number are resampled.
 */
final class AdaptedTensors implements TensorSource {

    private final TensorSource source;

    /** The name in the file, by the network's. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /** What is resampled, if anything, to this shape, for images of this size. */
    private final Optional<Positions> positions;

    private final long[] shape;
    private final Dims image;

    AdaptedTensors(TensorSource source, Graph graph, Backbone backbone) throws WeightsException {
        this.source = source;
        source.names().forEach(name -> names.put(backbone.nameOf(name), name));
        Optional<Positions> own = backbone.positions();
        Optional<Parameter> parameter =
                graph.parameters().stream()
                        .filter(p -> own.isPresent() && p.name().equals(own.get().parameter()))
                        .findFirst();
        this.shape =
                parameter.stream()
                        .flatMap(p -> p.shape().stream())
                        .mapToLong(Integer::longValue)
                        .toArray();
        this.image = graph.nodes().get(0).dims();
        this.positions = parameter.isPresent() && isOfAnotherGrid(own.get()) ? own : Optional.empty();
    }

    /** What has another shape in other ways is left for others to complain about. */
    private boolean isOfAnotherGrid(Positions own) throws WeightsException {
        if (!image.isMap() || !names.containsKey(own.parameter())) {
            return false;
        }
        long[] found = source.shape(names.get(own.parameter()));
        return found.length == 3
                && found[0] == 1
                && found[1] != shape[1]
                && found[2] == shape[2]
                && own.isSquare(found[1]);
    }

    private boolean isResampled(String name) {
        return positions.filter(own -> own.parameter().equals(name)).isPresent();
    }

    private String inFile(String name) throws WeightsException {
        String found = names.get(name);
        if (found == null) {
            throw new WeightsException("There is no tensor '%s' in %s".formatted(name, origin()));
        }
        return found;
    }

    @Override
    public String origin() {
        return source.origin();
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(names.keySet());
    }

    @Override
    public long[] shape(String name) throws WeightsException {
        return isResampled(name) ? shape.clone() : source.shape(inFile(name));
    }

    @Override
    public FloatBuffer read(String name) throws WeightsException {
        FloatBuffer values = source.read(inFile(name));
        if (!isResampled(name)) {
            return values;
        }
        Positions own = positions.get();
        float[] old = new float[values.remaining()];
        values.get(old);
        return FloatBuffer.wrap(
                own.resample(
                        old,
                        (int) shape[2],
                        image.height() / own.patch(),
                        image.width() / own.patch()));
    }

    @Override
    public void read(String name, ByteBuffer target) throws WeightsException {
        if (isResampled(name)) {
            TensorSource.super.read(name, target);
        } else {
            source.read(inFile(name), target);
        }
    }

    @Override
    public String numberType(String name) throws WeightsException {
        return source.numberType(inFile(name));
    }

    @Override
    public void close() throws WeightsException {
        source.close();
    }
}
