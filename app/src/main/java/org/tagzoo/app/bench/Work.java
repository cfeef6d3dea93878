package org.tagzoo.app.bench;

import com.fasterxml.jackson.annotation.JsonValue;

/** What of a network is measured. */
public enum Work {
    /** Embeddings of a batch by the body, frozen: what a comparison computes once per image. */
    EMBEDDING("embedding"),
    /** An update of all weights from a batch: forward, backward, SGD with Nesterov's momentum. */
    TRAINING("training"),
    /** Scores of a batch by body and head. */
    PREDICTION("prediction"),
    /** Scores of one image, the next one after they are there. */
    ONE_IMAGE("one image");

    private final String label;

    Work(String label) {
        this.label = label;
    }

    /** Returns its name in tables. */
    public String label() {
        return label;
    }

    /** Returns its name in JSON. */
    @JsonValue
    String json() {
        return this == ONE_IMAGE ? "one_picture" : label;
    }
}
