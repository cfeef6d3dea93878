package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Optional;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * A network of which the first stages may be frozen: those run as in use, batch norm and all, even
 * while the rest is trained.
 *
 * @param frozen what comes first; empty if all is trained, or if inputs already are what the frozen
 *     part makes of images
 * @param trained the rest
 */
public record TrainableNetwork(Optional<ScriptModule> frozen, ScriptModule trained)
        implements AutoCloseable {

    /** Returns a network without a frozen part. */
    public static TrainableNetwork of(ScriptModule trained) {
        return new TrainableNetwork(Optional.empty(), trained);
    }

    /**
     * Runs the network.
     *
     * @param inputs of which a frozen part takes the first
     * @param training whether batch norm and dropout of the trained part act as in training
     * @return logits {@code [N, L]}, and a box {@code [N, 4]} where there is one, owned by the
     *     first input's manager
     */
    NDList forward(NDList inputs, boolean training) {
        return results(outputs(inputs, training));
    }

    /** Returns the results among all outputs. */
    private NDList results(NDList outputs) {
        return outputs.subNDList(0, trained.graph().results());
    }

    /** Returns the logits, and after them what else the trained part gives. */
    private NDList outputs(NDList inputs, boolean training) {
        NDList taken = new NDList(inputs);
        if (frozen.isPresent()) {
            // What comes out of evaluation mode can't be kept for a backward pass; a sum of it can.
            taken.set(0, frozen.get().forward(inputs.get(0), false).add(0));
        }
        return trained.forward(taken, training);
    }

    /**
     * Returns the network as a DJL model, to be closed before this network. Its parameters are
     * those that are trained, under torchvision's names.
     */
    public Model model() {
        Model model = Model.newInstance("network", trained.manager().getDevice(), "PyTorch");
        model.setBlock(new Block(this));
        return model;
    }

    NDManager newManager() {
        return trained.manager().newSubManager();
    }

    @Override
    public void close() {
        frozen.ifPresent(ScriptModule::close);
        trained.close();
    }

    /** A network as DJL's trainers take it; it stays its maker's. */
    static final class Block extends AbstractBlock {

        private final TrainableNetwork network;

        @SuppressWarnings("this-escape")
        Block(TrainableNetwork network) {
            this.network = network;
            network.trained().trainedParameters().forEach(this::addParameter);
        }

        /** Returns the network's results among what it gives. */
        NDList results(NDList outputs) {
            return network.results(outputs);
        }

        /** Returns what is trained of the network. */
        ScriptModule trained() {
            return network.trained();
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore parameterStore,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            return network.outputs(inputs, training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            Graph graph = trained().graph();
            Shape first = new Shape(inputShapes[0].get(0));
            return graph.outputs().stream()
                    .map(output -> graph.dims(output).sizes())
                    .map(sizes -> sizes.stream().mapToLong(Integer::longValue).toArray())
                    .map(first::add)
                    .toArray(Shape[]::new);
        }
    }
}
