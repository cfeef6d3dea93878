package org.tagzoo.zoo.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a source of weights holds against what a network declares; empty lists mean that it fits.
 *
 * @param missing expected tensors that the source has not, with their shapes, by name
 * @param misshapen tensors of another shape than expected, with both shapes, by name
 * @param leftOver tensors that the network has no use for, with their shapes, by name
 */
record ParameterMatch(List<String> missing, List<String> misshapen, List<String> leftOver) {

    /** Batch norm's count of batches: in PyTorch's files, used by nothing here. */
    private static final String COUNTER = "num_batches_tracked";

    /** How many tensors of each kind a message lists before it only counts them. */
    private static final int LISTED = 12;

    /**
     * Compares names and shapes.
     *
     * @param expected the shape of each parameter and buffer by name
     * @param unneeded names that may be left over, such as those of a head that is replaced; one
     *     that is expected must be there all the same. Batch norm's counters of batches may always
     *     be left over, and always be missing.
     */
    static ParameterMatch of(
            Map<String, long[]> expected, TensorSource source, Predicate<String> unneeded)
            throws WeightsException {
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        List<String> leftOver = new ArrayList<>();
        for (String name : new TreeSet<>(expected.keySet())) {
            String wanted = Arrays.toString(expected.get(name));
            if (isCounter(name)) {
                continue;
            }
            if (!source.names().contains(name)) {
                missing.add(name + " " + wanted);
            } else if (!Arrays.equals(expected.get(name), source.shape(name))) {
                String found = Arrays.toString(source.shape(name));
                misshapen.add("%s is %s, expected %s".formatted(name, found, wanted));
            }
        }
        for (String name : new TreeSet<>(source.names())) {
            if (!expected.containsKey(name) && !isCounter(name) && !unneeded.test(name)) {
                leftOver.add(name + " " + Arrays.toString(source.shape(name)));
            }
        }
        return new ParameterMatch(missing, misshapen, leftOver);
    }

    /**
     * Compares as {@link #of} does, and refuses a source that doesn't fit.
     *
     * @throws WeightsException naming what is missing, of another shape and left over, all at once
     */
    static void require(
            Map<String, long[]> expected, TensorSource source, Predicate<String> unneeded)
            throws WeightsException {
        String problems = of(expected, source, unneeded).problems();
        if (!problems.isEmpty()) {
            throw new WeightsException(
                    "The weights in %s don't fit the network: %s"
                            .formatted(source.origin(), problems));
        }
    }

    /** Returns what does not fit, in one line; empty if everything does. */
    String problems() {
        return Stream.of(
                        problem("missing", missing),
                        problem("of another shape", misshapen),
                        problem("left over", leftOver))
                .filter(problem -> !problem.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String problem(String kind, List<String> tensors) {
        int more = tensors.size() - LISTED;
        return tensors.isEmpty()
                ? ""
                : "%d %s (%s%s)"
                        .formatted(
                                tensors.size(),
                                kind,
                                String.join(
                                        ", ",
                                        tensors.subList(0, tensors.size() - Math.max(0, more))),
                                more > 0 ? " and %d more".formatted(more) : "");
    }

    private static boolean isCounter(String name) {
        return name.equals(COUNTER) || name.endsWith("." + COUNTER);
    }
}
