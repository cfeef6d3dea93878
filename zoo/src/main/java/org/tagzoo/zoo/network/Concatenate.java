package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Its inputs one after the other: maps along channels, vectors along features, token after token.
 */
public record Concatenate() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        List<Integer> first = inputs.get(0).sizes();
        int length = 0;
        for (Dims part : inputs) {
            List<Integer> sizes = part.sizes();
            if (!sizes.subList(1, sizes.size()).equals(first.subList(1, first.size()))) {
                throw new IllegalArgumentException(
                        "Can't put %s after %s".formatted(part, inputs.get(0)));
            }
            length += sizes.get(0);
        }
        List<Integer> all = new ArrayList<>(first);
        all.set(0, length);
        return new Dims(all);
    }

    @Override
    public String script(ScriptContext step) {
        return IntStream.range(0, step.inputs())
                .mapToObj(i -> step.input(i, step.type()))
                .collect(Collectors.joining(", ", "torch.cat([", "], 1)"));
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.WITHOUT_GRADIENTS;
    }
}
