package org.tagzoo.zoo.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.file.Sha256;

/**
 * The network whose embeddings an index holds: pretrained weights, a row of a run, or an export.
 *
 * @param model name of pretrained weights, or {@code null}
 * @param run folder of a row's run, or {@code null}
 * @param row its name, or {@code null}
 * @param export folder or zip, or {@code null}
 * @param sha256 of all that its weights are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IndexNetwork(String model, String run, String row, String export, String sha256) {

    public IndexNetwork {
        long given = Stream.of(model, run, export).filter(Objects::nonNull).count();
        Check.that(
                given == 1 && (run == null) == (row == null),
                "network",
                "a model, a run and a row, or an export",
                "none or several");
        Check.that(
                sha256 != null && Sha256.isOne(sha256), "sha256", "64 hexadecimal digits", sha256);
    }

    /** Returns its name for people. */
    public String shown() {
        return run != null ? "%s of %s".formatted(row, run) : model != null ? model : export;
    }
}
