package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.metadata.MetadataColumn;
import org.tagzoo.datasets.metadata.MetadataEncoder;
import org.tagzoo.datasets.metadata.MetadataFit;
import org.tagzoo.zoo.network.MetadataInput;

/**
 * What a network takes of images besides pixels: in a recipe a list of columns, or an object.
 *
 * @param columns names of columns of the corpus, or of what is known of image files, see {@link
 *     MetadataFit}
 * @param categories those of them that are categories though they are numbers
 * @param missing what is done where an image lacks one: {@value #FILL}, as where it is left out, or
 *     {@value #REFUSE}
 */
public record MetadataRecipe(
        @JsonProperty(required = true) List<String> columns,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<String> categories,
        @JsonInclude(JsonInclude.Include.NON_NULL) String missing) {

    /** The mean for a number, nothing of a category; marked where training images lack it too. */
    static final String FILL = "fill";

    /** An error. */
    static final String REFUSE = "refuse";

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public MetadataRecipe {
        columns = columns == null ? List.of() : List.copyOf(columns);
        categories = categories == null ? null : List.copyOf(categories);
        Check.within("number of columns of metadata", columns.size(), 1, MetadataEncoder.MOST);
        Check.that(
                missing == null || missing.equals(FILL) || missing.equals(REFUSE),
                "metadata.missing",
                FILL + " or " + REFUSE,
                missing);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static MetadataRecipe of(List<String> columns) {
        return new MetadataRecipe(columns, null, null);
    }

    /** Returns the input of a network for any images. */
    static MetadataInput sample() {
        return new MetadataInput(
                new MetadataEncoder(
                        List.of(new MetadataColumn.Numeric("any", 0, 1, false)), false));
    }

    /** Returns the columns of numbers that are categories. */
    public Set<String> ofCategories() {
        return categories == null ? Set.of() : Set.copyOf(categories);
    }

    /**
     * Returns the network's input.
     *
     * @param training what is known of each training image
     * @param log told of columns that tell nothing
     * @throws IllegalArgumentException if there is no such column, or none tells anything; one line
     */
    public MetadataInput of(List<Map<String, String>> training, Consumer<String> log) {
        MetadataFit fit = new MetadataFit(columns, ofCategories(), REFUSE.equals(missing));
        return new MetadataInput(fit.to(training, log));
    }
}
