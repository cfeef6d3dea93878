package org.tagzoo.app.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.tagzoo.app.probe.LeakageProbe;
import org.tagzoo.app.report.Leakage;
import org.tagzoo.app.report.LeakageText;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.metric.Baseline;

/**
 * The table of a comparison whose rows are made, and what its report says beside it.
 *
 * @param log is told what predicts labels without looking
 */
record ComparisonTable(ComparisonSettings settings, Consumer<String> log) {

    /** Returns the table of the recipe's rows. */
    Table table(List<SplitCorpus> folds, List<Row> rows) {
        SplitCorpus prepared = folds.get(0);
        List<Baseline> baselines =
                new ArrayList<>(
                        Baseline.means(folds.stream().map(fold -> baselines(fold, rows)).toList()));
        settings.recipe().person().ifPresent(baselines::add);
        Corpus corpus = prepared.scanned().corpus();
        return Table.of(
                new Table.CorpusSummary(
                        corpus.name(),
                        corpus.images().size(),
                        corpus.labels().size(),
                        corpus.quarantine().size(),
                        new Table.Counts(parts(prepared), corpus.labelCounts(), corpus.leftOut())),
                settings.seed(),
                rows,
                baselines);
    }

    private static List<Baseline> baselines(SplitCorpus split, List<Row> rows) {
        double[] train =
                new LabelStatistics(split.images(Part.TRAIN), split.labels()).frequencies();
        boolean[][] test = split.targets().get(Part.TEST);
        boolean[][] unknown = split.unknown().get(Part.TEST);
        return rows.stream()
                .map(row -> row.task().ofLabels())
                .distinct()
                .flatMap(task -> task.baselines(train, test, unknown).stream())
                .toList();
    }

    private static Map<String, Integer> parts(SplitCorpus prepared) {
        Map<String, Integer> parts = new LinkedHashMap<>();
        prepared.rows().forEach((part, rows) -> parts.put(part.label(), rows.length));
        return parts;
    }

    /** Returns what the report says beside the table. */
    ReportContext context(SplitCorpus prepared, RunFolder folder) throws IOException {
        Map<Part, int[]> positives = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            LabelSet all = prepared.labels();
            positives.put(part, new LabelStatistics(prepared.images(part), all).positives());
        }
        Map<String, ReportContext.PartCounts> labels = new LinkedHashMap<>();
        for (int i = 0; i < prepared.labels().size(); i++) {
            int label = i;
            labels.put(prepared.labels().name(i), counts(part -> positives.get(part)[label]));
        }
        List<String> notes = new ArrayList<>(prepared.scanned().corpus().notes());
        notes.add(settings.recipe().description());
        if (settings.shortening() != null) {
            notes.add(
                    "Rows train a share of their epochs, the same for all but for one epoch at least: what %s gives."
                            .formatted(settings.shortening().option()));
        }
        return new ReportContext(
                "Networks on " + prepared.scanned().corpus().name(),
                notes,
                RunConfig.summary(settings, prepared.split(), folder),
                counts(part -> prepared.rows().get(part).length),
                labels,
                leakage(prepared),
                settings.recipe().threshold().orElse(null),
                Objects.toString(settings.thresholds(), null));
    }

    /** Returns {@code null} where there are too few groups of images to test any model. */
    private Leakage leakage(SplitCorpus prepared) {
        try {
            Leakage found = LeakageProbe.of(prepared.scanned(), settings.seed());
            LeakageText.leaks(found).forEach(log);
            return found;
        } catch (CorpusException e) {
            log.accept("What predicts labels without looking is not tested: " + e.getMessage());
            return null;
        }
    }

    private static ReportContext.PartCounts counts(ToIntFunction<Part> count) {
        return new ReportContext.PartCounts(
                count.applyAsInt(Part.TRAIN),
                count.applyAsInt(Part.VALIDATION),
                count.applyAsInt(Part.TEST));
    }
}
