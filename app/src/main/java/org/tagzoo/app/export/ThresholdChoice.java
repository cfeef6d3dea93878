package org.tagzoo.app.export;

import java.util.Arrays;
import java.util.Optional;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/** Which of a row's thresholds an export gets. Both were chosen on validation images. */
public enum ThresholdChoice {
    /** One for all labels: that of the table's F1. */
    SHARED("shared"),
    /** One for each label: those of the table's F1 per label. */
    PER_LABEL("per-label");

    private final String text;

    ThresholdChoice(String text) {
        this.text = text;
    }

    /** Returns the choice that a user writes so; empty if there is none. */
    public static Optional<ThresholdChoice> named(String text) {
        return Arrays.stream(values()).filter(choice -> choice.text.equals(text)).findAny();
    }

    /** Returns a threshold for each label. */
    Thresholds of(ChosenThresholds chosen) {
        return switch (this) {
            case SHARED -> Thresholds.same(chosen.forAll(), chosen.perLabel().values().size());
            case PER_LABEL -> chosen.perLabel();
        };
    }
}
