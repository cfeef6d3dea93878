package org.tagzoo.app.comparison;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.zoo.finetune.RateSearch;
import org.tagzoo.zoo.training.RateCurve;
import org.tagzoo.zoo.training.RateSweep;

/** The learning-rate range test of a recipe's row, on the training part as a comparison has it. */
public final class RateFinding {

    private RateFinding() {}

    /**
     * Runs the test; what it trains is not kept.
     *
     * @param settings of a comparison with the row
     * @param device that they name
     * @param log is told what a user should know while it runs
     * @throws IOException if the row's weights are not available, or images can't be read
     */
    public static RateCurve find(
            ComparisonSettings settings,
            RowRecipe row,
            RateSweep test,
            Corpus corpus,
            Device device,
            Consumer<String> log)
            throws IOException {
        Path scratch = Files.createTempDirectory("tagzoo-rates");
        try {
            RunFolder folder = new RunFolder(scratch);
            RowPlans plans =
                    RowPlans.of(settings, Comparison.read(corpus, settings), folder, device, log);
            return RateSearch.run(plans.of(row, settings.seed(), scratch).tuning(), test);
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }
}
