package org.tagzoo.app.audit;

import java.util.List;
import org.tagzoo.app.report.Leakage;

/**
 * What an audit found.
 *
 * @param corpus its name
 * @param images how many can be read
 * @param labels how many there are
 * @param network whose embeddings wrong labels were sought by
 * @param leaks what predicts labels without looking at images
 * @param duplicates images that show the same, those in different parts of the corpus first, then
 *     those with different labels
 * @param broken images that can't be used
 * @param wrongLabels the likeliest first, as many as were asked for
 * @param relations labels that imply others
 * @param rare labels too rare to test
 * @param order labels that depend on the order of the images
 * @param weakGroups images of something in common whose labels are predicted worse
 * @param outliers images unlike all others, the farthest first
 * @param odd images that show little
 */
public record AuditFindings(
        String corpus,
        int images,
        int labels,
        String network,
        Leakage leaks,
        List<DuplicateGroup> duplicates,
        List<Broken> broken,
        List<WrongLabel> wrongLabels,
        List<LabelRelation> relations,
        List<RareLabel> rare,
        List<OrderEffect> order,
        List<WeakGroup> weakGroups,
        List<Unlike> outliers,
        List<Odd> odd) {

    /** What a command may fail on. */
    public enum Kind {
        LEAKS,
        DUPLICATES,
        BROKEN
    }

    public AuditFindings {
        duplicates = List.copyOf(duplicates);
        broken = List.copyOf(broken);
        wrongLabels = List.copyOf(wrongLabels);
        relations = List.copyOf(relations);
        rare = List.copyOf(rare);
        order = List.copyOf(order);
        weakGroups = List.copyOf(weakGroups);
        outliers = List.copyOf(outliers);
        odd = List.copyOf(odd);
    }

    /** An image that can't be used, and why. */
    public record Broken(String id, String location, String reason) {}

    /**
     * A label that is likely wrong.
     *
     * @param kind {@code surplus}: the image has the label and likely should not; {@code missing}:
     *     it likely should
     * @param score the label's score, made a probability
     * @param labels all that the image has
     */
    public record WrongLabel(
            String id, String label, String kind, double score, List<String> labels) {

        public WrongLabel {
            labels = List.copyOf(labels);
        }
    }

    /** An image unlike all others; see {@link Outlier}. */
    public record Unlike(String id, double distance, List<String> labels) {

        public Unlike {
            labels = List.copyOf(labels);
        }
    }

    /** An image that shows little; see {@link OddImage}. */
    public record Odd(String id, String what, double value) {}

    /** Returns whether there is any of a kind. */
    public boolean has(Kind kind) {
        return switch (kind) {
            case LEAKS -> !leaks.leaks().isEmpty();
            case DUPLICATES -> !duplicates.isEmpty();
            case BROKEN -> !broken.isEmpty();
        };
    }
}
