package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What turns embeddings into logits.
 *
 * @param hidden widths of the layers before the last; may be empty
 * @param dropout share of elements dropped before the last layer, 0 to below 1
 * @param standardized whether embeddings are brought to mean 0 and variance 1 first; only where the
 *     head alone is trained
 */
public record HeadRecipe(
        @JsonProperty(required = true) List<Integer> hidden,
        @JsonProperty(required = true) double dropout,
        @JsonProperty(required = true) boolean standardized) {

    public HeadRecipe {
        hidden = hidden == null ? List.of() : List.copyOf(hidden);
        Setting.require(
                "head.hidden",
                hidden.stream().allMatch(width -> width >= 1 && width <= 65_536),
                "widths of 1 to 65536",
                hidden);
        Setting.require("head.dropout", dropout >= 0 && dropout < 1, "0 to below 1", dropout);
    }
}
