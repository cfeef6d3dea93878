package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
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
     * @param training whether batch norm and dropout of the trained part act as in training
     * @return logits {@code [N, L]}, owned by the input's manager
     */
    NDArray forward(NDArray input, boolean training) {
        return trained.forward(frozen.isEmpty() ? input : features(input), training);
    }

    private NDArray features(NDArray input) {
        // What comes out of evaluation mode can't be kept for a backward pass; a sum of it can.
        return frozen.orElseThrow().forward(input, false).add(0);
    }

    /** Returns the network as a DJL model, to be closed before this network. */
    public Model model() {
        Model model = Model.newInstance("network", trained.manager().getDevice(), "PyTorch");
        model.setBlock(new NetworkBlock(this));
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
}
