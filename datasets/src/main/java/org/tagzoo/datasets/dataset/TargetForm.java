package org.tagzoo.datasets.dataset;

/** How a dataset gives the labels of a batch. */
public enum TargetForm {
    /** 0 and 1 for each label, float32 {@code [N, L]}: any number of labels an image. */
    MULTI_HOT,
    /** The index of the one label of each image, int64 {@code [N]}. */
    CLASS_INDEX
}
