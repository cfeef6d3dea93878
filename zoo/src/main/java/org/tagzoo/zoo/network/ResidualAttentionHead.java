package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.check.Check;

/**
 * A head that looks for each label at its own places of a map: the sum of {@link
 * ResidualAttention}s of different temperatures, as the authors have them.
 *
 * @param heads how many, of which each has weights of its own: 1, 2, 4, 6 or 8
 * @param lambda how much the attention counts beside the mean, 0 to 10; the authors take 0.1 to 1.5
 */
public record ResidualAttentionHead(int heads, double lambda) {

    private static final double MAX = Double.POSITIVE_INFINITY;
    private static final Map<Integer, List<Double>> TEMPERATURES =
            Map.of(
                    1, List.of(1.0),
                    2, List.of(1.0, MAX),
                    4, List.of(1.0, 2.0, 4.0, MAX),
                    6, List.of(1.0, 2.0, 3.0, 4.0, 5.0, MAX),
                    8, List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, MAX));

    public ResidualAttentionHead {
        Check.that(
                TEMPERATURES.containsKey(heads),
                "map.residualAttention.heads",
                "1, 2, 4, 6 or 8",
                heads);
        Check.within("map.residualAttention.lambda", lambda, 0, 10);
    }

    /** Returns logits {@code [N, labels]} of a map. */
    Value classify(Scope scope, Value map, int labels) {
        Init init = Init.uniform(1 / Math.sqrt(map.dims().channels()));
        Value sum = null;
        for (int i = 0; i < heads; i++) {
            Parameter weight =
                    scope.child(i).trained("weight", init, labels, map.dims().channels(), 1, 1);
            double temperature = TEMPERATURES.get(heads).get(i);
            Value logits = map.then(new ResidualAttention(weight, temperature, lambda));
            sum = sum == null ? logits : Layers.add(sum, logits);
        }
        return sum;
    }
}
