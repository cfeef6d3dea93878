package org.tagzoo.app.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.check.Check;

/**
 * How a run's rows are shortened: each phase trains the same share of its epochs, rounded, one at
 * least.
 *
 * @param budgetSeconds how long all rows may take, above 0; {@code null} if the share was given
 * @param share above 0, up to 1; {@code null} until it is measured what fits the budget
 * @param epochs of each row, by its name, as the recipe has them
 */
public record Shortening(
        @JsonInclude(JsonInclude.Include.NON_NULL) Long budgetSeconds,
        Double share,
        Map<String, Integer> epochs) {

    /** Of a percentage, as --epochs takes it. */
    private static final int DECIMALS = 4;

    public Shortening {
        if (budgetSeconds != null) {
            Check.atLeast("budgetSeconds", budgetSeconds, 1);
        }
        if (share != null) {
            Check.that(share > 0 && share <= 1, "share", "above 0, up to 1", share);
        }
        epochs = Map.copyOf(epochs);
    }

    /** Returns one to a share of a recipe's epochs. */
    public static Shortening to(double share, Recipe recipe) {
        return new Shortening(null, share, epochs(recipe));
    }

    /** Returns one to what fits a time, which is yet to be found. */
    public static Shortening within(long budgetSeconds, Recipe recipe) {
        return new Shortening(budgetSeconds, null, epochs(recipe));
    }

    private static Map<String, Integer> epochs(Recipe recipe) {
        Map<String, Integer> epochs = new LinkedHashMap<>();
        recipe.rows().forEach(row -> epochs.put(row.name(), row.epochs()));
        return epochs;
    }

    /** Returns the same with a share that was found. */
    Shortening found(double fitting) {
        return new Shortening(budgetSeconds, fitting, epochs);
    }

    /** Returns the option that shortens rows in the same way. */
    String option() {
        return "--epochs "
                + BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }

    /** Returns what to know of a row, such as {@code 12 of 100 epochs (--budget 30m)}. */
    String remark(RowRecipe row) {
        String name = row.name();
        Integer whole = epochs.get(name);
        if (whole == null && name.endsWith(RowRecipe.RANDOM_WEIGHTS)) {
            whole =
                    epochs.get(
                            name.substring(0, name.length() - RowRecipe.RANDOM_WEIGHTS.length()));
        }
        String why =
                budgetSeconds == null ? option() : "--budget " + BudgetTime.show(budgetSeconds);
        return "%d of %d epochs (%s)".formatted(row.epochs(), whole, why);
    }
}
