package org.tagzoo.app.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.SearchRecipe;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.SearchPage;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.json.CheckedJson;
import org.tagzoo.zoo.metric.Metric;

/**
 * What a search tells people: a page of its trials, and a note beside the row's metrics. The score
 * by which a trial was chosen is too good, as the best of many; the row's metrics are of test
 * images, which the search did not see.
 *
 * @param row with its search
 * @param found what came of the search
 * @param tested the row's metrics on test
 */
public record SearchReport(RowRecipe row, Search.Outcome found, Row tested) {

    /** The folder of a search in its row's. */
    public static final String FOLDER = "search";

    /** The settings that were chosen, beside the page. */
    private static final String CHOSEN = "chosen.json";

    /** Returns the row as it was trained: with what a search chose, if there was one. */
    public static RowRecipe trained(RowRecipe row, Path rowFolder) throws IOException {
        return Files.isRegularFile(rowFolder.resolve(FOLDER).resolve(CHOSEN))
                ? chosen(rowFolder)
                : row;
    }

    /** Returns a row with what a search chose; an error if there was none. */
    public static RowRecipe chosen(Path rowFolder) throws IOException {
        return CheckedJson.JSON
                .allowingMissing()
                .read(rowFolder.resolve(FOLDER).resolve(CHOSEN), RowRecipe.class);
    }

    private String chosen() {
        return "%s chosen of %d trials by %s (%s there, the best of many; metrics here are of test)"
                .formatted(
                        row.search().names().stream()
                                .filter(found.chosen().values()::containsKey)
                                .map(name -> name + " " + found.chosen().shown(name))
                                .collect(Collectors.joining(", ")),
                        found.trials().size(),
                        last(),
                        figure(found.score()));
    }

    private String last() {
        List<String> headings = row.search().headings();
        return headings.get(headings.size() - 1);
    }

    private static String figure(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** Returns the row's line with a note of how its settings were found. */
    public Row noted() {
        return tested.withReason(
                tested.reason() == null ? chosen() : chosen() + "; " + tested.reason());
    }

    /** Keeps a row as it is trained, for {@link #trained}. */
    public static void keep(RowRecipe row, Path rowFolder) throws IOException {
        Path folder = Files.createDirectories(rowFolder.resolve(FOLDER));
        AtomicFile.write(folder.resolve(CHOSEN), CheckedJson.indented(row));
    }

    /** Writes the page, and the row as it was trained. */
    public void write(Path folder) throws IOException {
        keep(found.row(), folder.getParent());
        SearchRecipe search = row.search();
        List<String> settings = List.copyOf(search.names());
        List<SearchPage.Line> lines = new ArrayList<>();
        for (Trial trial : found.trials()) {
            lines.add(
                    new SearchPage.Line(
                            trial.number(),
                            settings.stream().map(trial::shown).toList(),
                            trial.scores(),
                            trial.seconds(),
                            trial.failure(),
                            trial.equals(found.chosen())));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("trials", String.valueOf(lines.size()));
        facts.put("chosen", "trial " + found.chosen().number());
        facts.put(last(), figure(found.score()));
        Metric first = tested.task().firstMetric();
        search.by().metric().ifPresent(by -> test(facts, by));
        test(facts, first);
        new SearchPage(row.name(), facts, search.by().isLoss(), settings, search.headings(), lines)
                .write(folder.resolve("search.html"));
    }

    private void test(Map<String, String> facts, Metric metric) {
        if (tested.metric(metric) != null) {
            facts.put("test " + metric.name(), figure(tested.metric(metric)));
        }
    }
}
