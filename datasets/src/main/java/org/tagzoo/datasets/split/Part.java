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

    /**
     * Returns the part of a name.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    static Part of(String label) {
        return EnumText.parse(Part.class, "the part", label);
    }
}
