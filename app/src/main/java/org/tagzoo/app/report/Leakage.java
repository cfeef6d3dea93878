package org.tagzoo.app.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How well labels are predicted by what is known of images without looking at them.
 *
 * @param images how many there are
 * @param columns what is known, the last of metadata being all of it together
 * @param rare labels that too few images have, or lack, to be judged
 * @param f1 micro F1 of all metadata together; {@code null} if there is none
 * @param chance micro F1 of scores that are each label's share, the threshold sought in the same
 *     way
 */
public record Leakage(
        @JsonProperty(required = true) int images,
        @JsonProperty(required = true) List<Column> columns,
        @JsonProperty(required = true) List<String> rare,
        Double f1,
        @JsonProperty(required = true) double chance) {

    /** A lower bound above this is a leak. */
    public static final double LIMIT = 0.70;

    public Leakage {
        columns = List.copyOf(columns);
        rare = List.copyOf(rare);
    }

    /**
     * A column, or several together.
     *
     * @param name what is known
     * @param isContent whether it is content, such as colour, which is no leak
     * @param labels what it says of each label that was judged, in the corpus's order
     * @param remedy what keeping images of one value together does; {@code null} if not asked
     */
    public record Column(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) boolean isContent,
            @JsonProperty(required = true) List<LabelArea> labels,
            Remedy remedy) {

        public Column {
            labels = List.copyOf(labels);
        }

        /** Returns the labels that leak, the surest first. */
        @JsonIgnore
        public List<LabelArea> leaks() {
            return isContent
                    ? List.of()
                    : labels.stream()
                            .filter(label -> label.bound() > LIMIT)
                            .sorted(Comparator.comparing(LabelArea::bound).reversed())
                            .toList();
        }

        /** Returns the label that is predicted best; empty if none was judged. */
        public Optional<LabelArea> best() {
            return labels.stream().max(Comparator.comparing(LabelArea::area));
        }

        double meanArea() {
            return labels.stream().mapToDouble(LabelArea::area).average().orElse(Double.NaN);
        }
    }

    /**
     * How well a label is predicted.
     *
     * @param label its name
     * @param area under the ROC curve, of images in folds that the model was not fitted to
     * @param bound what the true area is at least, at 95% for all of a table together
     */
    public record LabelArea(
            @JsonProperty(required = true) String label,
            @JsonProperty(required = true) double area,
            @JsonProperty(required = true) double bound) {}

    /**
     * What {@code --group-by} comes to, by all metadata together.
     *
     * @param groupBy what it is given; {@code null} if it can't keep images of a value together
     * @param label that leaks most
     * @param before its area
     * @param after its area where images of one value are in one fold; {@code null} if they can't
     *     be
     */
    public record Remedy(
            String groupBy,
            @JsonProperty(required = true) String label,
            @JsonProperty(required = true) double before,
            Double after) {}

    /** Returns the columns that leak; all together only if none does alone. */
    @JsonIgnore
    public List<Column> leaks() {
        List<Column> all = columns.stream().filter(c -> !c.leaks().isEmpty()).toList();
        List<Column> alone = all.stream().filter(c -> c.remedy() != null).toList();
        return alone.isEmpty() ? all : alone;
    }
}
