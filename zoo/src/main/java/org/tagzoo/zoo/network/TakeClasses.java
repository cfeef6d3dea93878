package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Logits of labels from those of a network's own classes: the highest of the classes that a label
 * stands for, and {@value #UNKNOWN} for a label that stands for none. So the best label is that of
 * the best class, all classes of no label left out.
 *
 * @param known {@code [N, known.count()]} become {@code [N, known.ofLabels().size()]}
 */
public record TakeClasses(KnownClasses known) implements Op {

    /** Far below what networks give, and finite. */
    private static final int UNKNOWN = -10_000;

    @Override
    public Dims dims(List<Dims> inputs) {
        if (!inputs.get(0).equals(Dims.vector(known.count()))) {
            throw new IllegalArgumentException(
                    "Labels are taken from %d classes, not from %s"
                            .formatted(known.count(), inputs.get(0)));
        }
        return Dims.vector(known.ofLabels().size());
    }

    @Override
    public String script(ScriptContext step) {
        String x = step.input(0, ElementType.FLOAT32);
        return known.ofLabels().stream()
                .map(classes -> best(x, classes))
                .collect(Collectors.joining(", ", "torch.cat([", "], 1)"));
    }

    private static String best(String x, List<Integer> classes) {
        if (classes.isEmpty()) {
            return "torch.full_like(torch.slice(%s, 1, 0, 1), %d)".formatted(x, UNKNOWN);
        }
        List<Integer> sorted = classes.stream().sorted().toList();
        List<String> runs = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || sorted.get(i) > sorted.get(i - 1) + 1) {
                runs.add(
                        "torch.slice(%s, 1, %d, %d)"
                                .formatted(x, sorted.get(first), sorted.get(i - 1) + 1));
                first = i;
            }
        }
        return "torch.amax(torch.cat([%s], 1), [1], True)".formatted(String.join(", ", runs));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }
}
