package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoresFile;

/**
 * The loss on test that studies print beside top-1: the mean of minus the natural logarithm of the
 * true class's probability, whatever weights training gave to classes, as Keras's {@code evaluate}
 * prints it of {@code categorical_crossentropy} without an activity penalty. Probabilities below
 * {@value #LEAST} count as that, as there.
 */
final class TestLoss {

    private static final double LEAST = 1e-7;

    private TestLoss() {}

    /** Returns what to say of a row of a recipe of which others printed the loss of any row. */
    static Optional<String> remark(Recipe recipe, RowOutcome outcome, Path rowFolder)
            throws IOException {
        boolean isPrinted =
                recipe.rows().stream()
                        .map(row -> row.published())
                        .anyMatch(published -> published != null && published.loss() != null);
        Row row = outcome.row();
        if (!isPrinted || row.task().targetForm() != TargetForm.CLASS_INDEX) {
            return Optional.empty();
        }
        double loss = of(ScoresFile.read(rowFolder.resolve("scores.csv")).matrix(Part.TEST));
        return Optional.of(String.format(Locale.ROOT, "a test loss of %.3f", loss));
    }

    /**
     * @param test scores of at least one image, each of which has one class
     */
    static double of(ScoreMatrix test) {
        double sum = 0;
        for (int n = 0; n < test.images(); n++) {
            for (int l = 0; l < test.targets()[n].length; l++) {
                if (test.targets()[n][l]) {
                    sum -= Math.log(Math.max(LEAST, Math.min(1 - LEAST, test.scores()[n][l])));
                }
            }
        }
        return sum / test.images();
    }
}
