package org.tagzoo.zoo.network;

import java.util.List;

/**
 * A linear layer for each token: token {@code g} of {@code [N, G, F]} gives results {@code g D} to
 * {@code (g + 1) D - 1}, of which the first {@code L} are kept: {@code [N, L]}.
 *
 * @param weight {@code [G, F, D]}
 * @param bias {@code [L]}, with {@code L} of {@code G D} at most
 */
public record GroupLinear(Parameter weight, Parameter bias) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims tokens = inputs.get(0);
        if (!tokens.isTokens() || !tokens.sizes().equals(weight.shape().subList(0, 2))) {
            throw new IllegalArgumentException(
                    "A linear layer with weights %s a token does not take %s"
                            .formatted(weight.shape(), tokens));
        }
        return Dims.vector(bias.count());
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.add(torch.slice(torch.flatten(torch.matmul(torch.unsqueeze(%s, 2), %s), 1), 1, 0, %d), %s)"
                .formatted(
                        step.input(0, ElementType.COMPUTED),
                        step.computed(weight),
                        bias.count(),
                        step.computed(bias));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.COMPUTED;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }

    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        return weight.count();
    }
}
