package org.tagzoo.app.comparison;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecordCopy;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.torchscript.MemoryFormat;

/**
 * All that decides a comparison.
 *
 * @param corpus as the user named it
 * @param corpusOptions how it is read
 * @param recipe its rows, as they are run
 * @param seed of split, order and initial values
 * @param precision of convolutions in bodies
 * @param memoryFormat of feature maps in bodies
 * @param device such as {@code cpu} or {@code cuda:0}
 * @param weightsFiles files of weights that the user gives, by model or card
 * @param offline whether nothing may be fetched
 * @param threads that decode images
 * @param randomWeights whether a row whose weights are not available is run from random ones
 *     instead of skipped, under a name that says so
 * @param repeats trainings of each row, which differ by their seed, 1 to 100; a row's own metrics
 *     are of the first
 * @param useAllData whether rows are trained on validation and test too once they are evaluated
 * @param predict folder of images to tag with each row; empty for none
 * @param unlabelled folder of images for phases with pseudo-labels; empty for none
 * @param folds of a cross-validation, in which each image is tested once, 2 to 100; 0 for one split
 * @param stack folds of train and validation whose networks' scores are stacked, 2 to 100; 0: none
 * @param shortening how rows are shortened, which {@code recipe} has done once the share is known;
 *     {@code null} if they are not
 * @param thresholds that the report shows and exports get; {@code null}: those of each label are
 *     shown, and exports get one for all
 */
public record ComparisonSettings(
        String corpus,
        CorpusOptions corpusOptions,
        Recipe recipe,
        long seed,
        PrecisionChoice precision,
        MemoryFormat memoryFormat,
        String device,
        Map<String, Path> weightsFiles,
        boolean offline,
        int threads,
        boolean randomWeights,
        int repeats,
        boolean useAllData,
        Optional<Path> predict,
        Optional<Path> unlabelled,
        int folds,
        int stack,
        Shortening shortening,
        ThresholdChoice thresholds) {

    public ComparisonSettings {
        Check.within("repeats", repeats, 1, 100);
        Check.that(folds == 0 || (folds >= 2 && folds <= 100), "folds", "2 to 100", folds);
        Check.that(stack == 0 || (stack >= 2 && stack <= 100), "stack", "2 to 100", stack);
        Check.that(
                stack == 0
                        || Stream.concat(
                                        recipe.rows().stream().map(RowRecipe::name),
                                        recipe.models().stream().map(Yardsticks.Model::name))
                                .noneMatch(name -> name.startsWith("stacked")),
                "a row's name beside --stack",
                "none that begins with 'stacked'",
                "one that does");
        boolean isPseudo = recipe.possible().stream().anyMatch(RowRecipe::hasPseudoLabels);
        Check.that(
                isPseudo == unlabelled.isPresent(),
                "--unlabelled",
                isPseudo
                        ? "a folder of images without labels, as a phase has pseudoLabels"
                        : "left out, as no phase of the recipe has pseudoLabels",
                unlabelled.map(Path::toString).orElse("left out"));
        Check.that(
                folds == 0 || (stack == 0 && repeats == 1 && !useAllData && predict.isEmpty()),
                "a comparison in folds",
                "without stacking, repeats, training on all data and tagging, as each row has a network a fold",
                "with them");
    }

    /**
     * Returns whether a row whose weights are not available is run from random ones. A network that
     * is used with its own pretrained head has none to go without.
     */
    boolean beginsAtRandom(RowRecipe row) {
        return randomWeights && row.head().classMap() == null;
    }

    /** Returns the same with other settings, by their names. */
    ComparisonSettings with(Map<String, ?> changes) {
        return RecordCopy.with(this, changes);
    }

    /** Returns the same on another device. */
    public ComparisonSettings on(String otherDevice) {
        return RecordCopy.with(this, Map.of("device", otherDevice));
    }
}
