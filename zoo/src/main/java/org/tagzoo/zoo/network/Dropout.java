package org.tagzoo.zoo.network;

/**
 * Drops elements in training only, or whole images, as torchvision's {@code StochasticDepth} of
 * mode {@code row} does. What is left is made larger, so that the mean stays.
 *
 * @param probability of each, 0 to below 1
 * @param rank 0 to drop elements; to drop images, how many dimensions one has
 * @param ownGenerator whether it draws from a generator of the module's own, {@value #GENERATOR},
 *     instead of the engine's
 */
public record Dropout(double probability, int rank, boolean ownGenerator) implements Op {

    /** The module's attribute that holds its generator; none: the engine's. */
    public static final String GENERATOR = "dropout_generator";

    public Dropout(double probability) {
        this(probability, 0, false);
    }

    /** Returns the same with a generator of the module's own. */
    Dropout withOwnGenerator() {
        return new Dropout(probability, rank, true);
    }

    @Override
    public String script(ScriptContext step) {
        String x = step.input(0);
        if (!ownGenerator && rank == 0) {
            return "torch.dropout(%s, %s, self.training)".formatted(x, probability);
        }
        String drawn =
                rank == 0
                        ? "empty_like(%s)".formatted(x)
                        : "new_empty(%1$s, [torch.size(%1$s, 0)%2$s])"
                                .formatted(x, ", 1".repeat(rank));
        // What torch.dropout computes on a processor, which has no argument for a generator.
        return "(torch.mul(%1$s, torch.div_(torch.bernoulli_(torch.%4$s, %2$s, generator=%3$s), %2$s)) if self.training else %1$s)"
                .formatted(x, 1 - probability, ownGenerator ? "self." + GENERATOR : "None", drawn);
    }

    @Override
    public Op inUse() {
        return new Dropout(0);
    }

    @Override
    public AtPositions atPositions() {
        return AtPositions.NOTHING;
    }
}
