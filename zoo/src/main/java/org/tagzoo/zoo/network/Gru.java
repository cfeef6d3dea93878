package org.tagzoo.zoo.network;

import java.util.List;

/**
 * The last state of a gated recurrent unit (arXiv:1406.1078) that reads tokens {@code [N, T, F]}
 * from the first to the last: {@code [N, H]}. It begins with zeros.
 *
 * <pre>
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 * n = tanh(W_in x + b_in + r * (W_hn h + b_hn))   as torch.nn.GRU, or with {@code resetsBefore}
 * n = tanh(W_in x + b_in + W_hn (r * h) + b_hn)   as first published
 * h = (1 - z) * n + z * h
 * </pre>
 *
 * <p>It is computed in float32.
 *
 * @param inputWeight those of r, z and n, one below the other: {@code [3 H, F]}
 * @param stateWeight {@code [3 H, H]}
 * @param inputBias {@code [3 H]}
 * @param stateBias {@code [3 H]}
 * @param resetsBefore whether r is multiplied before the matrix product, and not after it
 */
public record Gru(
        Parameter inputWeight,
        Parameter stateWeight,
        Parameter inputBias,
        Parameter stateBias,
        boolean resetsBefore)
        implements Op {

    private static final String METHOD = "gru_resets_before";

    /** Declares one under PyTorch's names, started as PyTorch does. */
    public static Value of(Scope scope, Value tokens, int hidden, boolean resetsBefore) {
        Init init = Init.uniform(1 / Math.sqrt(hidden));
        int rows = Math.multiplyExact(3, hidden);
        return tokens.then(
                new Gru(
                        scope.trained("weight_ih_l0", init, rows, tokens.dims().channels()),
                        scope.trained("weight_hh_l0", init, rows, hidden),
                        scope.trained("bias_ih_l0", init, rows),
                        scope.trained("bias_hh_l0", init, rows),
                        resetsBefore));
    }

    private int hidden() {
        return stateWeight.shape().get(1);
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims x = inputs.get(0);
        if (!x.isTokens() || x.channels() != inputWeight.shape().get(1)) {
            throw new IllegalArgumentException(
                    "A gated recurrent unit with weights %s takes tokens of that width, not %s"
                            .formatted(inputWeight.shape(), x));
        }
        return Dims.vector(hidden());
    }

    @Override
    public String script(ScriptContext step) {
        String x = step.input(0, ElementType.FLOAT32);
        String weights = String.join(", ", parameters().stream().map(step::parameter).toList());
        return resetsBefore
                ? "(self).%s(%s, %s)".formatted(METHOD, x, weights)
                : "torch.select((torch.gru(%1$s, torch.new_zeros(%1$s, [1, torch.size(%1$s, 0), %2$d]), [%3$s], True, 1, 0., self.training, False, True))[1], 0, 0)"
                        .formatted(x, hidden(), weights);
    }

    @Override
    public String method() {
        return resetsBefore
                ? """
                  def %s(self: __torch__.Net, x: Tensor, w_i: Tensor, w_h: Tensor, b_i: Tensor, b_h: Tensor) -> Tensor:
                    size = torch.size(w_h, 1)
                    inputs = torch.linear(x, w_i, b_i)
                    weights = torch.split(w_h, size, 0)
                    biases = torch.split(b_h, size, 0)
                    h = torch.new_zeros(x, [torch.size(x, 0), size])
                    for t in range(torch.size(x, 1)):
                      i = torch.split(torch.select(inputs, 1, t), size, 1)
                      r = torch.sigmoid(torch.add(i[0], torch.linear(h, weights[0], biases[0])))
                      z = torch.sigmoid(torch.add(i[1], torch.linear(h, weights[1], biases[1])))
                      n = torch.tanh(torch.add(i[2], torch.linear(torch.mul(r, h), weights[2], biases[2])))
                      h = torch.add(n, torch.mul(z, torch.sub(h, n)))
                    return h
                """
                        .formatted(METHOD)
                : "";
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(inputWeight, stateWeight, inputBias, stateBias);
    }

    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        Dims x = inputs.get(0);
        return (long) x.count() / x.channels() * 3 * hidden() * (x.channels() + hidden());
    }
}
