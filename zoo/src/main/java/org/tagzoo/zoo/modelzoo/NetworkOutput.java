package org.tagzoo.zoo.modelzoo;

import ai.djl.ndarray.NDList;
import java.util.Locale;

/** What a network is loaded for. */
enum NetworkOutput {
    /** Logits {@code [N, L]}: of ImageNet's 1,000 classes, or of a new head's labels. */
    CLASSES,
    /** What the head is given: the pooled vector {@code [N, F]}, or what an earlier stage is. */
    EMBEDDING;

    /** Returns what a program most likely wants that asks for results of a type. */
    static NetworkOutput usual(Class<?> results) {
        return results == float[].class || results == NDList.class ? EMBEDDING : CLASSES;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
