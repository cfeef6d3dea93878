package org.tagzoo.datasets.split;

import org.tagzoo.datasets.text.EnumText;

/**
 * The three parts of a split. What is fitted is fitted on train or validation; test is read once,
 * at the end.
 */
public enum Part {
    TRAIN,
    VALIDATION,
    TEST;

    /** Returns the name as files have it: {@code train}, {@code validation}, {@code test}. */
    public String label() {
        return EnumText.of(this);
    }
}
