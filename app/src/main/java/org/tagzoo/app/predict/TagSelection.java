package org.tagzoo.app.predict;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;

/**
 * Which labels of an image are shown, and from which score on they are predicted.
 *
 * @param top so many at most, those of the best scores, predicted or not; 0 for no limit
 * @param all whether labels that are neither predicted nor unsure are shown without a limit too
 * @param threshold for all labels, 0 to 1; empty for the export's own
 */
public record TagSelection(int top, boolean all, OptionalDouble threshold) {

    public TagSelection {
        double value = threshold.orElse(0);
        if (top < 0 || !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "At least 0 labels and a threshold of 0 to 1, not %d and %s"
                            .formatted(top, value));
        }
    }

    /** Returns the tags with the threshold asked for. */
    public Tags judge(Tags tags) {
        return threshold.isEmpty() ? tags : new Tags(tags.all().stream().map(this::judge).toList());
    }

    /**
     * As {@code Thresholds} do: the threshold is rounded to a float, as the score is one. Who asks
     * for another threshold gets an answer.
     */
    private Tag judge(Tag tag) {
        double limit = threshold.getAsDouble();
        boolean predicted = (float) tag.score() >= (float) limit;
        return new Tag(tag.label(), tag.score(), limit, predicted);
    }

    /** Returns whether labels are shown that are not predicted. */
    public boolean showsOthers() {
        return all || top > 0;
    }

    /** Returns the labels to show, by falling score. */
    public List<Tag> select(Tags tags) {
        Stream<Tag> shown =
                tags.all().stream().filter(tag -> showsOthers() || tag.predicted() || tag.unsure());
        return (top == 0 ? shown : shown.limit(top)).toList();
    }

    /** Returns those of the labels to show of which the network is not sure. */
    public List<Tag> unsure(Tags tags) {
        return select(tags).stream().filter(Tag::unsure).toList();
    }

    /** Returns those of the labels to show that are predicted. */
    public List<Tag> predicted(Tags tags) {
        return select(tags).stream().filter(Tag::predicted).toList();
    }
}
