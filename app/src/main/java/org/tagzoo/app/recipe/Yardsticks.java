package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.tagzoo.app.classic.ClassicKind;
import org.tagzoo.app.report.RowName;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.metadata.MetadataFit;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;

/**
 * What networks are held against besides the baselines that every table has.
 *
 * @param models each a row of the table
 * @param person what a person came to; {@code null} if that is not known
 */
public record Yardsticks(List<Model> models, Person person) {

    public Yardsticks {
        models = models == null ? List.of() : List.copyOf(models);
    }

    /**
     * A model that is no network.
     *
     * @param name the row's name
     * @param model such as {@code random-forest}
     * @param features columns of the corpus, or of what is known of image files, see {@link
     *     MetadataFit}; may be empty
     * @param embedding a network whose embeddings are features too, such as {@code
     *     efficientnet_lite0}; {@code null} for none
     * @param row whose trained network's features are features too: what its last layer takes;
     *     {@code null} for none
     */
    public record Model(
            String name,
            @JsonProperty(required = true) ClassicKind model,
            List<String> features,
            String embedding,
            @JsonInclude(JsonInclude.Include.NON_NULL) String row) {

        public Model {
            features = features == null ? List.of() : List.copyOf(features);
            Check.that(
                    name != null && RowName.isValid(name),
                    "a yardstick's name",
                    RowName.RULE,
                    name);
            Check.that(model != null, "a yardstick's model", "given", model);
            Check.that(
                    !features.isEmpty() || embedding != null || row != null,
                    "yardstick " + name,
                    "with features or an embedding or a row",
                    "none");
        }
    }

    /**
     * A person's answers.
     *
     * @param right how many were right
     * @param of how many there were
     */
    public record Person(int right, int of) {

        public Person {
            Check.atLeast("of, the images that a person saw,", of, 1);
            Check.within("right, the images that a person got right,", right, 0, of);
        }

        /** Returns their accuracy, with its 95% interval by Clopper and Pearson in the name. */
        Baseline baseline() {
            ConfidenceInterval interval =
                    new ClopperPearsonInterval().createInterval(of, right, Interval.LEVEL);
            String name =
                    String.format(
                            Locale.ROOT,
                            "a person (%d of %d; %.2f to %.2f)",
                            right,
                            of,
                            interval.getLowerBound(),
                            interval.getUpperBound());
            return new Baseline(name, Metrics.of(Metric.TOP_1, (double) right / of));
        }
    }
}
