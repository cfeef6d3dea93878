package org.tagzoo.zoo.metric;

/** A number that says how good decisions or scores are. All are 0 to 1, higher is better. */
public enum Metric {
    /** F1 of all decisions together. */
    MICRO_F1("f1"),
    /** Mean of the labels' F1. */
    MACRO_F1("macroF1"),
    /** Mean of the labels' average precision, over labels with support. */
    MEAN_AVERAGE_PRECISION("meanAveragePrecision"),
    /** Share of images whose class has the highest score: accuracy. */
    TOP_1("top1"),
    /** Share of images whose class is among the five highest scores. */
    TOP_5("top5");

    private final String key;

    Metric(String key) {
        this.key = key;
    }

    /** Returns the name in files, such as {@code macroF1}. */
    public String key() {
        return key;
    }
}
