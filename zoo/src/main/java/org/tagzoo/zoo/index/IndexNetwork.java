package org.tagzoo.zoo.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.Sha256;

/**
 * The network whose embeddings an index holds: pretrained weights, or a row of a run.
 *
 * @param model name of pretrained weights; {@code null} for a row
 * @param run folder of the row's run; {@code null} for pretrained weights
 * @param row its name; {@code null} for pretrained weights
 * @param sha256 of all that its weights are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IndexNetwork(String model, String run, String row, String sha256) {

    public IndexNetwork {
        boolean isModel = model != null && run == null && row == null;
        boolean isRow = model == null && run != null && row != null;
        Check.that(isModel || isRow, "network", "a model, or a run and a row", "neither or both");
        Check.that(
                sha256 != null && Sha256.isOne(sha256), "sha256", "64 hexadecimal digits", sha256);
    }

    /** Returns its name for people. */
    public String shown() {
        return model != null ? model : "%s of %s".formatted(row, run);
    }
}
