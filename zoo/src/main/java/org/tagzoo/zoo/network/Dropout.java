package org.tagzoo.zoo.network;

/**
 * Drops elements in training only.
 *
 * @param probability of each element, 0 to below 1
 * @param ownGenerator whether it draws from a generator of the module's own, {@value #GENERATOR},
 *     instead of the engine's
 */
public record Dropout(double probability, boolean ownGenerator) implements Op {

    /** The module's attribute that holds its generator; none: the engine's. */
    public static final String GENERATOR = "dropout_generator";

    public Dropout(double probability) {
        this(probability, false);
    }

    @Override
    public String script(ScriptContext step) {
        String x = step.input(0);
        if (!ownGenerator) {
            return "torch.dropout(%s, %s, self.training)".formatted(x, probability);
        }
        // What torch.dropout computes on a processor, which has no argument for a generator.
        return "(torch.mul(%1$s, torch.div_(torch.bernoulli_(torch.empty_like(%1$s), %2$s, generator=self.%3$s), %2$s)) if self.training else %1$s)"
                .formatted(x, 1 - probability, GENERATOR);
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
