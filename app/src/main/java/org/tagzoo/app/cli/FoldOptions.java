package org.tagzoo.app.cli;

import static org.tagzoo.app.cli.Subcommand.require;
import static org.tagzoo.app.cli.Subcommand.requireWithin;

import org.tagzoo.datasets.corpus.CorpusOptions;
import picocli.CommandLine.Option;

/** The options of {@code compare} that train rows in folds. */
final class FoldOptions {

    @Option(names = "--stack", paramLabel = "K", arity = "0..1", fallbackValue = "5")
    private Integer stack;

    @Option(names = "--folds", paramLabel = "K")
    private Integer folds;

    @Option(names = "--without-test")
    private boolean withoutTest;

    /** Returns the folds whose networks are stacked; 0: none. */
    int stack() {
        return stack == null ? 0 : stack;
    }

    /** Returns the folds of a cross-validation; 0: none. */
    int folds() {
        return folds == null ? 0 : folds;
    }

    /**
     * Checks them.
     *
     * @param useOne whether other options use the one network of a row
     * @return how the corpus is read: folds test every image, whatever part the corpus has it in,
     *     or those of train and validation
     * @throws UsageException if they don't go together
     */
    CorpusOptions check(CorpusOptions options, boolean useOne) {
        if (stack != null) {
            requireWithin("--stack", stack, 2, 100);
        }
        require(
                folds != null || !withoutTest,
                "--without-test leaves test images out of folds: it goes with --folds K");
        if (folds == null) {
            return options;
        }
        requireWithin("--folds", folds, 2, 100);
        require(
                stack == null && !useOne,
                "--folds gives each row %d networks, one a fold: it goes without --stack, --repeats, --use-all-data, --predict, --explain, --thresholds, --tensorboard, --shared and several devices",
                folds);
        if (withoutTest) {
            return options.withWithoutTest(true);
        }
        require(
                options.holdOut().isEmpty() && options.fractions().isEmpty(),
                "--folds decides what is tested: it goes without --hold-out and --split-fractions");
        return options.withSplitAnew(true);
    }
}
