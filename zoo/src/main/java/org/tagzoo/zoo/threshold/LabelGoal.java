package org.tagzoo.zoo.threshold;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.OperatingPoints;

/** What the threshold of a label is to be best at, whatever those of other labels are. */
public sealed interface LabelGoal extends ThresholdGoal permits BestF, LeastCost, PromisedShare {

    /** What {@link #parse} reads. */
    String FORMS = "f1, f2, f0.5, cost:RATIO, recall:SHARE or precision:SHARE";

    /** Chooses among the points of a label. */
    int choose(OperatingPoints points);

    /** Returns it in words that follow "for". */
    String inWords();

    @Override
    default int[] choose(List<OperatingPoints> labels) {
        return labels.stream().mapToInt(this::choose).toArray();
    }

    /**
     * Reads a goal as a user writes it and as {@code toString} gives it: {@code f2} or any other
     * F-measure, {@code cost:5} where a missed label costs as much as 5 false ones, {@code
     * recall:0.9} and {@code precision:0.9} for at least so much.
     *
     * @throws IllegalArgumentException if it is none; says what is allowed
     */
    static LabelGoal parse(String text) {
        String goal = text.toLowerCase(Locale.ROOT);
        int colon = goal.indexOf(':');
        String kind =
                colon >= 0
                        ? goal.substring(0, colon)
                        : goal.substring(0, Math.min(1, goal.length()));
        String number = goal.substring(colon >= 0 ? colon + 1 : kind.length());
        boolean isKnown =
                number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                        && (colon < 0
                                ? kind.equals("f")
                                : List.of("cost", "recall", "precision").contains(kind));
        Check.that(isKnown, "a goal of thresholds", FORMS, text);
        double value = Double.parseDouble(number);
        return switch (kind) {
            case "f" -> new BestF(value);
            case "cost" -> new LeastCost(value);
            case "recall" -> PromisedShare.recall(value);
            default -> PromisedShare.precision(value);
        };
    }

    /** Returns a number as a user writes it. */
    static String written(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
