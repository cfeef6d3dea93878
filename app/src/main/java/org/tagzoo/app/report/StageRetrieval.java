package org.tagzoo.app.report;

import java.util.List;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.Retrieval;

/**
 * How well a stage's features find images of the same kind, and how much they tell of the labels.
 *
 * @param stage its name
 * @param features how many it has
 * @param frozen whether no training of this run moved them
 * @param test queries and gallery are the test images: each pair of domains, {@link #ALL} first
 * @param allImages the same of all images; {@code null} unless the features are frozen
 * @param probe a linear layer on the features
 */
public record StageRetrieval(
        String stage,
        int features,
        boolean frozen,
        List<Pair> test,
        List<Pair> allImages,
        Probe probe) {

    /** Stands for images of all domains. */
    public static final String ALL = DomainResult.ALL;

    /**
     * @param query domain of the queries
     * @param gallery domain of the images that are searched
     * @param found {@code null} if no query has a relevant image there
     */
    public record Pair(String query, String gallery, Retrieval found) {}

    /**
     * The task's first metric on test.
     *
     * @param metric its heading
     */
    public record Probe(String metric, double value, Interval interval) {}

    /** Returns the pair of two domains. */
    static Pair pair(List<Pair> pairs, String query, String gallery) {
        return pairs.stream()
                .filter(pair -> pair.query().equals(query) && pair.gallery().equals(gallery))
                .findFirst()
                .orElseThrow();
    }
}
