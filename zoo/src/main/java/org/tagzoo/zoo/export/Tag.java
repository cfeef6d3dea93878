package org.tagzoo.zoo.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * One label of one picture. Its components, by their names and in their order, are the members of
 * its JSON everywhere: libraries that write records write it as it is.
 *
 * @param label its name
 * @param score 0 to 1, not promised to be calibrated; a float, as the double of its shortest
 *     decimal form, so that it prints as in {@code scores.csv}
 * @param threshold from which score on the label is predicted, 0 to 1; 2 means never; {@code null},
 *     and not in JSON, where an image is given the label of the highest score
 * @param attached whether the picture is given the label: the score, a float, is at least the
 *     threshold rounded to a float, or without thresholds the first of the highest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tag(String label, double score, Double threshold, boolean attached)
        implements Serializable {}
