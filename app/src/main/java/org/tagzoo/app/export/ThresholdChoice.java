package org.tagzoo.app.export;

import java.util.Locale;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.Thresholds;

/** Which of a row's thresholds an export gets. Both were chosen on validation images. */
public enum ThresholdChoice {
    /** One for all labels: that of the table's F1. */
    SHARED,
    /** One for each label: those of the table's F1 per label. */
    PER_LABEL;

    /** Returns the choice as a user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns a threshold for each label. */
    Thresholds of(ChosenThresholds chosen) {
        return switch (this) {
            case SHARED -> Thresholds.same(chosen.forAll(), chosen.perLabel().values().size());
            case PER_LABEL -> chosen.perLabel();
        };
    }
}
