package org.tagzoo.zoo.modelzoo;

import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import java.util.Optional;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.torchscript.Precision;

/**
 * What a program asks for, {@link CardModelLoader} says in which words. Arguments of other names
 * are left alone, as DJL has its own.
 *
 * @param output {@code output}, or what follows from the others
 * @param precision {@code precision}
 * @param topK {@code topK}
 * @param cache {@code cache}
 * @param head {@code labels} and {@code head}
 * @param seed {@code seed}
 * @param cut {@code stage}
 * @param frozen {@code freeze}
 * @param trains DJL's option {@code trainParam}
 * @param weights {@code weights}, {@code weightsFile}, {@code imageSize}, {@code mean} and {@code
 *     std}
 */
record LoadArguments(
        NetworkOutput output,
        Precision precision,
        int topK,
        WeightsCache cache,
        Optional<NewHead> head,
        long seed,
        Optional<StagePart> cut,
        Optional<StagePart> frozen,
        boolean trains,
        WeightsArguments weights) {

    private static final int TOP = 5;

    /** That of {@code tagzoo compare}. */
    private static final long SEED = 1;

    /**
     * @param network its name
     * @param isPublished whether there are weights of it
     */
    static LoadArguments of(Criteria<?, ?> criteria, String network, boolean isPublished)
            throws ModelNotFoundException {
        Arguments arguments = Arguments.of(criteria);
        Optional<NewHead> head = NewHead.of(arguments);
        Optional<StagePart> cut = StagePart.cut(arguments);
        boolean trains =
                criteria.getOptions() != null
                        && Boolean.parseBoolean(criteria.getOptions().get("trainParam"));
        Optional<StagePart> frozen = StagePart.frozen(arguments);
        if (frozen.isPresent() && !trains) {
            throw new ModelNotFoundException(
                    "The argument freeze goes with the option trainParam=true; without it nothing"
                            + " is trained");
        }
        boolean isFiltered = criteria.getFilters() != null && !criteria.getFilters().isEmpty();
        return new LoadArguments(
                output(arguments, head, cut, criteria.getOutputClass()),
                arguments.choice("precision", Precision.FLOAT32),
                (int) arguments.whole("topK", 1, Integer.MAX_VALUE).orElse(TOP),
                arguments
                        .path("cache", "a folder")
                        .map(WeightsCache::new)
                        .orElseGet(WeightsCache::standard),
                head,
                arguments.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(SEED),
                cut,
                frozen,
                trains,
                WeightsArguments.of(arguments, network, isPublished, isFiltered));
    }

    private static NetworkOutput output(
            Arguments arguments, Optional<NewHead> head, Optional<StagePart> cut, Class<?> results)
            throws ModelNotFoundException {
        NetworkOutput usual = NetworkOutput.usual(results);
        if (cut.isPresent()) {
            usual = cut.get().isBefore() ? NetworkOutput.EMBEDDING : NetworkOutput.CLASSES;
        } else if (head.isPresent()) {
            usual = NetworkOutput.CLASSES;
        }
        NetworkOutput output = arguments.choice("output", usual);
        if (cut.isPresent() && output != usual) {
            throw new ModelNotFoundException(
                    "The network %s has the output %s; leave the argument output out"
                            .formatted(cut.get(), usual.label()));
        }
        if (head.isPresent() && output == NetworkOutput.EMBEDDING) {
            throw new ModelNotFoundException(
                    "The argument labels makes a new head, and %s ends before the head; leave one out"
                            .formatted(
                                    cut.map(part -> "a network " + part)
                                            .orElse("output=embedding")));
        }
        return output;
    }
}
