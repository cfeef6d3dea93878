package org.tagzoo.zoo.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a source of weights holds against what a network declares; empty lists mean that it fits.
 *
 * @param missing expected tensors that the source has not, with their shapes, by name
 * @param misshapen tensors of another shape than expected, with both shapes, by name
 * @param leftOver tensors that the network has no use for, with their shapes, by name
 */
public record ParameterMatch(List<String> missing, List<String> misshapen, List<String> leftOver) {

    /** Batch norm's count of batches: in PyTorch's files, used by nothing here. */
    private static final String COUNTER = "num_batches_tracked";

    /** How many tensors of each kind a message lists before it only counts them. */
    private static final int LISTED = 12;

    /** What a source that fits gives. */
    static final ParameterMatch NONE = new ParameterMatch(List.of(), List.of(), List.of());

    public ParameterMatch {
        missing = List.copyOf(missing);
        misshapen = List.copyOf(misshapen);
        leftOver = List.copyOf(leftOver);
    }

    /**
     * Compares names and shapes.
     *
     * @param expected the shape of each parameter and buffer by name
     * @param unneeded names that may be left over, such as those of a head that is replaced; one
     *     that is expected must be there all the same. Batch norm's counters of batches may always
     *     be left over, and always be missing.
     */
    public static ParameterMatch of(
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
    public static void require(
            Map<String, long[]> expected, TensorSource source, Predicate<String> unneeded)
            throws WeightsException {
        ParameterMatch match = of(expected, source, unneeded);
        if (!match.fits()) {
            throw new WeightsException(
                    "The weights in %s don't fit the network: %s"
                            .formatted(source.origin(), match.problems()));
        }
    }

    /** Returns whether the source holds exactly what is needed. */
    public boolean fits() {
        return missing.isEmpty() && misshapen.isEmpty() && leftOver.isEmpty();
    }

    /** Returns what does not fit, in one line; empty if everything does. */
    public String problems() {
        List<String> problems = new ArrayList<>();
        add(problems, "missing", missing);
        add(problems, "of another shape", misshapen);
        add(problems, "left over", leftOver);
        return String.join("; ", problems);
    }

    private static void add(List<String> problems, String kind, List<String> tensors) {
        if (!tensors.isEmpty()) {
            String listed = String.join(", ", tensors.subList(0, Math.min(LISTED, tensors.size())));
            int more = tensors.size() - LISTED;
            problems.add(
                    "%d %s (%s%s)"
                            .formatted(
                                    tensors.size(),
                                    kind,
                                    listed,
                                    more > 0 ? " and %d more".formatted(more) : ""));
        }
    }

    private static boolean isCounter(String name) {
        return name.equals(COUNTER) || name.endsWith("." + COUNTER);
    }
}
