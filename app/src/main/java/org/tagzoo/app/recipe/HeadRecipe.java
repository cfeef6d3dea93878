package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.network.Head;

/**
 * What turns embeddings into logits: a {@link Head} whose labels are the corpus's.
 *
 * @param hidden widths of the layers before the last; may be empty
 * @param dropout share of elements dropped before the last layer, 0 to below 1
 * @param standardized whether embeddings are brought to mean 0 and variance 1 first; only where the
 *     head alone is trained
 */
public record HeadRecipe(
        @JsonProperty(required = true) List<Integer> hidden, double dropout, boolean standardized) {

    public HeadRecipe {
        hidden = hidden == null ? List.of() : List.copyOf(hidden);
        hidden.forEach(width -> Check.within("hidden", width, 1, 65_536));
        RowRecipe.checkShare("dropout", dropout);
    }

    /** Returns the head of so many labels. */
    public Head head(int labels) {
        return new Head(labels, hidden, dropout, standardized);
    }
}
