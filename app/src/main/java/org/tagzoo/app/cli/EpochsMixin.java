package org.tagzoo.app.cli;

import static org.tagzoo.app.cli.Subcommand.require;

import java.util.Map;
import java.util.regex.Pattern;
import org.tagzoo.app.comparison.BudgetTime;
import org.tagzoo.app.comparison.Shortening;
import org.tagzoo.app.recipe.Recipe;
import picocli.CommandLine.Option;

/** The options that say how many epochs rows train: a number, a share, or what fits a time. */
final class EpochsMixin {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?%");

    @Option(names = "--epochs", paramLabel = "N|N%%")
    private String epochs;

    @Option(names = "--budget", paramLabel = "TIME")
    private String budget;

    /** Returns the number of epochs of all rows; {@code null} if no number is asked for. */
    Integer number() {
        require(
                budget == null || epochs == null,
                "--budget chooses the epochs: give it or --epochs, not both");
        boolean isNumber = epochs != null && NUMBER.matcher(epochs).matches();
        require(
                epochs == null || isNumber || SHARE.matcher(epochs).matches(),
                "--epochs must be a number of 1 or more, or a share such as 12.5%%, but is %s",
                epochs);
        return isNumber ? Integer.valueOf(epochs) : null;
    }

    /** Returns how rows are shortened; {@code null} if they are not. */
    Shortening shortening(Recipe whole) {
        if (budget != null) {
            require(
                    whole.rows().stream().allMatch(row -> row.search() == null),
                    "--budget can't tell how long a search takes: give --epochs instead");
            try {
                return Shortening.within(BudgetTime.parse(budget), whole);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage());
            }
        }
        if (epochs == null || number() != null) {
            return null;
        }
        require(
                whole.rows().stream()
                        .allMatch(row -> row.search() == null || !row.search().decides("epochs")),
                "A row's search gives the epochs: leave out --epochs, or change the search");
        double share = Double.parseDouble(epochs.substring(0, epochs.length() - 1)) / 100;
        require(
                share > 0 && share <= 1,
                "--epochs must be above 0%% and up to 100%%, but is %s",
                epochs);
        return Shortening.to(share, whole);
    }

    /** Returns a recipe whose rows are shortened, if it is known by how much. */
    static Recipe shortened(Recipe whole, Shortening shortening) {
        return shortening == null || shortening.share() == null
                ? whole
                : whole.withEach(row -> row.with(Map.of("epochShare", shortening.share())));
    }
}
