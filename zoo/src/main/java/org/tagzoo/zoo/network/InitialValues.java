package org.tagzoo.zoo.network;

import java.util.SplittableRandom;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * First values drawn at random as each parameter's {@link Init} says. A parameter's values depend
 * on the seed and on its name alone.
 *
 * @param seed the run's seed
 * @param scheme how they are drawn
 */
public record InitialValues(long seed, InitialScheme scheme) implements ParameterValues {

    /** Values as the authors of each network have them. */
    public InitialValues(long seed) {
        this(seed, InitialScheme.NETWORK);
    }

    @Override
    public float[] values(Parameter parameter) {
        SplittableRandom random = SeedSequence.random(seed, "first value of " + parameter.name());
        Init init = scheme.of(parameter);
        double scale = init.scale();
        float[] values = new float[parameter.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (float)
                            switch (init.kind()) {
                                case NORMAL -> scale * random.nextGaussian();
                                case UNIFORM -> scale * (2 * random.nextDouble() - 1);
                                case CONSTANT -> scale;
                            };
        }
        return values;
    }
}
