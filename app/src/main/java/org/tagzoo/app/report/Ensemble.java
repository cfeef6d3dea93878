package org.tagzoo.app.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * What a row is made of that trains nothing but puts other rows together.
 *
 * @param method how
 * @param rows the names of the rows put together, at least two
 */
public record Ensemble(Method method, List<String> rows) {

    public Ensemble {
        Objects.requireNonNull(method, "an ensemble has a method");
        rows = List.copyOf(rows);
    }

    /** How rows are put together. */
    public enum Method {
        /** A label is predicted where more than half of the rows predict it. */
        @JsonProperty("vote")
        VOTE,
        /** Scores are averaged, and a threshold is chosen for the averages. */
        @JsonProperty("mean")
        MEAN,
        /** A logistic regression on their out-of-fold scores. */
        @JsonProperty("stack")
        STACK
    }

    /** What it does, in words. */
    String describe() {
        return switch (method) {
                    case VOTE -> "majority vote of ";
                    case MEAN -> "mean of scores of ";
                    case STACK -> "logistic regression on the out-of-fold scores of ";
                }
                + String.join(", ", rows);
    }
}
