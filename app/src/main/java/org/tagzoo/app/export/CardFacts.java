package org.tagzoo.app.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.evaluation.CalibratedRow;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunGroups;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * All that a model card says.
 *
 * @param table of the run
 * @param results of the row, by the scores that the export gives
 * @param calibrated what made probabilities of its scores; empty if they are as the network gives
 *     them
 * @param sure from which scores on the export's answers are sure; empty if all count as sure
 * @param network of the row, as it is exported
 * @param measured the size of the images that it was trained and measured on
 * @param recipe by which it was trained
 * @param settings of the run
 * @param context what the report says of the corpus
 * @param corpusHash of images and labels; empty if it is not known
 * @param groups of images that stay on one side
 * @param choice which thresholds, if there are any
 * @param allData whether the exported weights have seen validation and test too
 * @param fewerBits what the export is worth in fewer bits than float32; empty if it has all
 */
record CardFacts(
        Table table,
        RowResults results,
        Optional<CalibratedRow> calibrated,
        Optional<SureLimits> sure,
        RowNetwork network,
        ImageSize measured,
        RowRecipe recipe,
        ComparisonSettings settings,
        ReportContext context,
        Optional<String> corpusHash,
        RunGroups groups,
        ThresholdChoice choice,
        boolean allData,
        Optional<LowPrecisionFigures> fewerBits) {

    /** Stands before a path, and not before the slash of an address or of a label. */
    private static final String START = "(?<![^\\s'\"(])";

    /** A path from the root, the home folder, a drive or this folder; Windows's, whatever it is. */
    private static final String PATH = START + "(\\.{0,2}/|~|[A-Za-z]:/)|\\\\";

    Task task() {
        return row().task();
    }

    Row row() {
        return results.row();
    }

    Optional<Thresholds> thresholds() {
        return results.chosen().map(c -> choice.of(c, validation(), groupOf(), table.seed()));
    }

    /** Returns the group of each validation image. */
    int[] groupOf() {
        return groups.of(results.scores(), Part.VALIDATION);
    }

    ScoreMatrix validation() {
        return results.scores().matrix(Part.VALIDATION);
    }

    /**
     * Returns the corpus as a user named it, but of a path only its last name: a card is for
     * others, whose machines have other folders.
     */
    String corpusName() {
        String named = table.corpus().name();
        String path = corpusPath();
        return named.substring(0, named.indexOf(':') + 1)
                + path.substring(path.lastIndexOf('/') + 1);
    }

    private String corpusPath() {
        String named = table.corpus().name();
        return named.substring(named.indexOf(':') + 1).replace('\\', '/').replaceAll("/+$", "");
    }

    /**
     * Returns what was noted of the corpus, such as whom its licence asks to name. Notes with a
     * path are left out: they tell of this machine's folders. The last note is the recipe's.
     */
    List<String> notes() {
        String path = corpusPath();
        int end = path.lastIndexOf('/');
        String folder =
                end > 0
                        ? Pattern.quote(path.substring(0, end)) + "(/|:|$)"
                        : "(?![a-z]+://)\\S*/" + Pattern.quote(path) + "(/|:|$)";
        Pattern local = Pattern.compile(PATH + "|" + START + folder);
        return context.notes().stream()
                .filter(note -> !note.equals(settings.recipe().description()))
                .filter(note -> !local.matcher(note).find())
                .toList();
    }

    /** Returns how many images a part has, in words. */
    String images(Part part) {
        return count(results.scores().images(part).size());
    }

    /** Returns how many images of a part have a label, in words. */
    String support(Part part, int label) {
        return count(
                results.scores().images().stream()
                        .filter(image -> image.part() == part && image.targets()[label])
                        .count());
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns a value of 0 to 1, three decimals. */
    static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String interval(Interval interval) {
        return figure(interval.low()) + " to " + figure(interval.high());
    }
}
