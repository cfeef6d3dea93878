package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.zoo.score.ScoredBox;
import org.tagzoo.zoo.task.ClassAndBox;

/** Where the objects of examples are, in pixels of the input; augmentation moves them. */
@FunctionalInterface
public interface ExampleBoxes {

    /**
     * Returns where an example's object is.
     *
     * @param example from 0
     * @param epoch from 1, or {@link InputRows#NO_EPOCH}
     * @return {@link PixelBox#NONE} where there is no object
     */
    PixelBox of(int example, int epoch);

    /** Returns those of some examples, in this order. */
    default ExampleBoxes only(int[] indices) {
        return (example, epoch) -> of(indices[example], epoch);
    }

    /** Returns height, width, x and y of some examples, {@code [N, 4]}. */
    default float[][] numbers(int[] indices, IntUnaryOperator epochOf) {
        return IntStream.of(indices)
                .mapToObj(n -> of(n, epochOf.applyAsInt(n)).numbers())
                .toArray(float[][]::new);
    }

    /** Returns the same in the engine. */
    default NDArray array(NDManager manager, int[] indices, int epoch) {
        float[] all = new float[indices.length * PixelBox.SIDES];
        float[][] numbers = numbers(indices, n -> epoch);
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(numbers[i], 0, all, i * PixelBox.SIDES, PixelBox.SIDES);
        }
        return manager.create(all, new Shape(indices.length, PixelBox.SIDES));
    }

    /**
     * Returns where a network puts the objects beside where they are.
     *
     * @param outputs of the network for all examples
     * @param epochOf of each example
     */
    default List<ScoredBox> scored(float[][] outputs, IntUnaryOperator epochOf) {
        return IntStream.range(0, outputs.length)
                .mapToObj(
                        n ->
                                new ScoredBox(
                                        ClassAndBox.box(outputs[n]),
                                        PixelBox.of(of(n, epochOf.applyAsInt(n)).numbers())))
                .toList();
    }
}
