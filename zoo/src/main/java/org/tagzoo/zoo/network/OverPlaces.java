package org.tagzoo.zoo.network;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.tagzoo.datasets.text.EnumText;

/** The mean or the largest of each channel over all places of a map, as one vector. */
public record OverPlaces(Kind kind) implements Op {

    /** What is taken of the places. */
    public enum Kind {
        AVERAGE,
        /** Of equal ones, all get their share of the gradient, as of {@code torch.amax}. */
        MAX;

        OverPlaces op() {
            return new OverPlaces(this);
        }

        @Override
        @JsonValue
        public String toString() {
            return EnumText.of(this);
        }
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        return Dims.vector(inputs.get(0).channels());
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.%s(%s, [2, 3])".formatted(kind == Kind.MAX ? "amax" : "mean", step.input(0));
    }
}
