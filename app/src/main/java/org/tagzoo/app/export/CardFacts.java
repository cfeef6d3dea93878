package org.tagzoo.app.export;

import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * All that a model card says.
 *
 * @param table of the run
 * @param results of the row
 * @param network of the row
 * @param recipe by which it was trained
 * @param settings of the run
 * @param context what the report says of the corpus
 * @param corpusHash of images and labels; empty if it is not known
 * @param choice which thresholds, if there are any
 * @param thresholds themselves
 * @param figures on test, at these
 * @param images how many each part has
 * @param allData whether the exported weights have seen validation and test too
 */
record CardFacts(
        Table table,
        RowResults results,
        RowNetwork network,
        RowRecipe recipe,
        ComparisonSettings settings,
        ReportContext context,
        Optional<String> corpusHash,
        ThresholdChoice choice,
        Optional<Thresholds> thresholds,
        TestFigures figures,
        Map<Part, Integer> images,
        boolean allData) {

    Task task() {
        return row().task();
    }

    Row row() {
        return results.row();
    }

    /**
     * Returns the corpus as a user named it, but of a path only its last name: a card is for
     * others, whose machines have other folders.
     */
    String corpusName() {
        String named = table.corpus().name();
        int colon = named.indexOf(':');
        String path = named.substring(colon + 1).replace('\\', '/').replaceAll("/+$", "");
        return named.substring(0, colon + 1) + path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns how many images of a part have a label. */
    int support(Part part, int label) {
        int count = 0;
        for (var image : results.scores().images()) {
            count += image.part() == part && image.targets()[label] ? 1 : 0;
        }
        return count;
    }
}
