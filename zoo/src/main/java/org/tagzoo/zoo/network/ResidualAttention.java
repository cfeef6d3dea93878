package org.tagzoo.zoo.network;

import java.util.List;

/**
 * Logits of a map by class-specific residual attention (Zhu and Wu 2021, arXiv:2108.02456): each
 * label has scores {@code s} at all places of the map, by weights of its own of norm 1, and its
 * logit is {@code mean(s) + lambda sum(softmax(temperature s) s)}, which is equal to the authors'
 * {@code CSRA}. Computed in float32.
 *
 * @param weight {@code [L, C, 1, 1]}
 * @param temperature the higher it is, the more the place with the highest score counts alone;
 *     infinite: {@code mean(s) + lambda max(s)}
 * @param lambda 0 or more
 */
public record ResidualAttention(Parameter weight, double temperature, double lambda) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims map = inputs.get(0);
        if (!map.isMap() || map.channels() != weight.shape().get(1)) {
            throw new IllegalArgumentException(
                    "Attention with weights %s takes maps of %d channels, not %s"
                            .formatted(weight.shape(), weight.shape().get(1), map));
        }
        return Dims.vector(weight.shape().get(0));
    }

    @Override
    public String script(ScriptContext step) {
        boolean isMax = Double.isInfinite(temperature);
        return "(self).residual_attention(%s, %s, %s, %s, %s)"
                .formatted(
                        step.input(0, ElementType.FLOAT32),
                        step.parameter(weight),
                        isMax ? "True" : "False",
                        isMax ? 1.0 : temperature,
                        lambda);
    }

    @Override
    public String method() {
        return """
                 def residual_attention(self: __torch__.Net, x: Tensor, weight: Tensor, largest: bool, temperature: float, share: float) -> Tensor:
                   w = torch.flatten(weight, 1)
                   unit = torch.div(w, torch.norm(w, 2, [1], True))
                   scores = torch.matmul(unit, torch.flatten(x, 2))
                   if largest:
                     attended = (torch.max(scores, 2))[0]
                   else:
                     weights = torch.softmax(torch.mul(scores, temperature), 2)
                     attended = torch.sum(torch.mul(scores, weights), [2])
                   return torch.add(torch.mean(scores, [2]), torch.mul(attended, share))
               """;
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }

    /** The scores, and their weighted sum. */
    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        Dims map = inputs.get(0);
        return (long) map.height() * map.width() * (weight.count() + result.channels());
    }
}
