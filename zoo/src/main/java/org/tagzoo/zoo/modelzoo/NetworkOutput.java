package org.tagzoo.zoo.modelzoo;

import ai.djl.ndarray.NDList;

/** What a network is loaded for. */
enum NetworkOutput {
    /** Logits of ImageNet's 1,000 classes, {@code [N, 1000]}. */
    CLASSES,
    /** The pooled vector that the classes are told from, {@code [N, F]}. */
    EMBEDDING;

    /** Returns what a program most likely wants that asks for results of a type. */
    static NetworkOutput usual(Class<?> results) {
        return results == float[].class || results == NDList.class ? EMBEDDING : CLASSES;
    }
}
