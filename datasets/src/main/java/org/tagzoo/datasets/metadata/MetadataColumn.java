package org.tagzoo.datasets.metadata;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.regex.Pattern;
import org.tagzoo.datasets.check.Check;

/** A column of metadata as numbers for a network, as its training images had it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MetadataColumn.Numeric.class, name = "number"),
    @JsonSubTypes.Type(value = MetadataColumn.Category.class, name = "category")
})
public sealed interface MetadataColumn {

    /** Returns the name of the field. */
    String name();

    /** Returns whether the last of its numbers is 1 where the field is missing, else 0. */
    boolean marksMissing();

    /** Returns how many numbers it is. */
    int width();

    /**
     * Writes its numbers.
     *
     * @param text of the field; {@code null} where it is missing
     * @param at of the first, in an array of zeros
     * @throws IllegalArgumentException if a number is needed, and it is none, or one far off all
     *     that training saw; one line
     */
    void encode(String text, float[] to, int at);

    /**
     * Numbers, less the mean and over the standard deviation of the training images; 0, the mean,
     * where one is missing.
     *
     * @param std above 0
     */
    record Numeric(String name, double mean, double std, boolean marksMissing)
            implements MetadataColumn {

        /** Standard deviations; from numbers farther off, a network's sums overflow. */
        private static final double FARTHEST = 1e30;

        private static final Pattern NUMBER =
                Pattern.compile("[+-]?([0-9]{1,300}\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?");

        public Numeric {
            checkName(name);
            Check.that(Double.isFinite(mean), "mean of " + name, "a finite number", mean);
            Check.above0("std of " + name, std);
        }

        @Override
        public int width() {
            return marksMissing ? 2 : 1;
        }

        @Override
        public void encode(String text, float[] to, int at) {
            if (text != null) {
                Check.that(isNumber(text), name, "a number such as 12 or -0.5", Check.shown(text));
                double number = (Double.parseDouble(text) - mean) / std;
                Check.that(
                        Math.abs(number) <= FARTHEST,
                        name,
                        "within %.0e standard deviations of %s, the mean of the training images"
                                .formatted(FARTHEST, mean),
                        Check.shown(text));
                to[at] = (float) number;
            } else if (marksMissing) {
                to[at + 1] = 1;
            }
        }

        /**
         * Returns whether a text is a decimal number, such as {@code 12}, {@code -.5}, {@code 1e9}.
         */
        static boolean isNumber(String text) {
            return NUMBER.matcher(text).matches();
        }
    }

    /**
     * A number for each category, 1 for the one that it is, else 0; all are 0 for a category that
     * has no number.
     *
     * @param categories with a number each, 100 at most
     * @param marksOthers whether one more is 1 for all other categories together
     */
    record Category(String name, List<String> categories, boolean marksOthers, boolean marksMissing)
            implements MetadataColumn {

        private static final int MOST = 100;

        public Category {
            checkName(name);
            categories = List.copyOf(categories);
            Check.within("number of categories of " + name, categories.size(), 0, MOST);
            Check.that(
                    categories.stream().distinct().count() == categories.size(),
                    "categories of " + name,
                    "each once",
                    categories);
        }

        @Override
        public int width() {
            return categories.size() + (marksOthers ? 1 : 0) + (marksMissing ? 1 : 0);
        }

        @Override
        public void encode(String text, float[] to, int at) {
            int index = text == null ? -1 : categories.indexOf(text);
            if (index >= 0) {
                to[at + index] = 1;
            } else if (text != null && marksOthers) {
                to[at + categories.size()] = 1;
            } else if (text == null && marksMissing) {
                to[at + width() - 1] = 1;
            }
        }
    }

    private static void checkName(String name) {
        Check.that(name != null && !name.isBlank(), "name of a column", "a text", name);
    }
}
