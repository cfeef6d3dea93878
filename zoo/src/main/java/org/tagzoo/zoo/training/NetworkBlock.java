package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.tagzoo.zoo.network.Dims;

/**
 * A {@link TrainableNetwork} as DJL's trainers take it. Its parameters are those that are trained,
 * under torchvision's names. The network stays its maker's.
 */
final class NetworkBlock extends AbstractBlock {

    private final TrainableNetwork network;

    @SuppressWarnings("this-escape")
    NetworkBlock(TrainableNetwork network) {
        this.network = network;
        network.trained().trainedParameters().forEach(this::addParameter);
    }

    TrainableNetwork network() {
        return network;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(network.forward(inputs.singletonOrThrow(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Dims dims = network.trained().graph().output();
        Shape shape = new Shape(inputShapes[0].get(0));
        for (int size : dims.sizes()) {
            shape = shape.add(size);
        }
        return new Shape[] {shape};
    }
}
