package org.tagzoo.zoo.network;

import java.util.List;

/**
 * The sum of branches that stand one after the other in a vector, each weighed by a number of the
 * second input: with 1 for one branch and 0 for the others it is that branch, with equal shares
 * their mean.
 *
 * @param branches how many there are; {@code [N, branches * F]} and {@code [N, branches]} become
 *     {@code [N, F]}
 */
public record SelectBranch(int branches) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims all = inputs.get(0);
        if (!all.isVector()
                || all.channels() % branches != 0
                || !inputs.get(1).equals(Dims.vector(branches))) {
            throw new IllegalArgumentException(
                    "%d branches of one width are weighed by as many numbers, not %s by %s"
                            .formatted(branches, all, inputs.get(1)));
        }
        return Dims.vector(all.channels() / branches);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.squeeze(torch.matmul(torch.unsqueeze(%s, 1), torch.reshape(%s, [torch.size(%2$s, 0), %d, -1])), 1)"
                .formatted(
                        step.input(1, ElementType.FLOAT32),
                        step.input(0, ElementType.FLOAT32),
                        branches);
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public long multiplyAdds(List<Dims> inputs, Dims result) {
        return inputs.get(0).count();
    }
}
