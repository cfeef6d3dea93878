package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.MathArrays;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * Mixes each example of a batch with another one: {@code share x + (1 - share) x'}, of all inputs,
 * and as much of the loss by each one's targets. Equal to the authors' code: one share a batch,
 * drawn from a beta distribution, and partners that are the batch in another order. Of a share and
 * its rest, which are drawn equally often, the larger one is here an example's own, so that an
 * output belongs to its example more than to the other.
 *
 * @param partners of each example, from 0
 * @param share an example's own, 0.5 to 1
 * @see <a href="https://arxiv.org/abs/1710.09412">Zhang et al.: mixup: Beyond Empirical Risk
 *     Minimization, 2018</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Mixup(int[] partners, double share) {

    /** Targets by which a part of the loss is computed. */
    record Targets(NDList labels, double share) {}

    /**
     * Draws for one batch.
     *
     * @param beta both parameters of the beta distribution, above 0; near 0 examples hardly mix
     * @param examples of the batch
     * @param seed of the training
     * @param update its number
     */
    static Mixup draw(double beta, int examples, long seed, long update) {
        RandomGenerator random = new Well19937c(SeedSequence.derive(seed, "mixup", update));
        double share = new BetaDistribution(random, beta, beta).sample();
        int[] partners = IntStream.range(0, examples).toArray();
        MathArrays.shuffle(partners, random);
        return new Mixup(partners, Math.max(share, 1 - share));
    }

    /** Returns mixed inputs as float32, owned by {@code manager}; pixels are mixed unrounded. */
    NDList inputs(NDList data, NDManager manager) {
        NDList mixed = new NDList();
        for (NDArray array : data) {
            NDArray own = array.toType(DataType.FLOAT32, false);
            NDArray sum = own.mul(share).add(partners(own, manager).mul(1 - share));
            sum.attach(manager);
            mixed.add(sum);
        }
        return mixed;
    }

    /** Returns the examples' own targets and their partners', which {@code manager} owns. */
    List<Targets> targets(NDList labels, NDManager manager) {
        NDList others = new NDList();
        labels.forEach(array -> others.add(partners(array, manager)));
        return List.of(new Targets(labels, share), new Targets(others, 1 - share));
    }

    private NDArray partners(NDArray array, NDManager manager) {
        long[] order = Arrays.stream(partners).asLongStream().toArray();
        try (NDArray index = manager.create(order, new Shape(order.length))) {
            NDArray picked = array.get(new NDIndex("{}", index));
            picked.attach(manager);
            return picked;
        }
    }
}
