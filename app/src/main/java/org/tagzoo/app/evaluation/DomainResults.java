package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tagzoo.app.report.DomainResult;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitFile;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredImage;

/**
 * Rows' metrics on the test images of each domain, which {@code split.csv} tells; in folds that of
 * the first.
 */
final class DomainResults {

    private final Map<String, String> domains;
    private final long seed;

    private DomainResults(Map<String, String> domains, long seed) {
        this.domains = domains;
        this.seed = seed;
    }

    /**
     * @param run the run's folder
     * @param seed of intervals
     */
    static DomainResults of(Path run, long seed) throws IOException {
        Path whole = run.resolve("split.csv");
        Path split =
                Files.isRegularFile(whole) ? whole : PooledFolds.folder(run).resolve("1/split.csv");
        return new DomainResults(
                Files.isRegularFile(split) ? SplitFile.domains(split) : Map.of(), seed);
    }

    /**
     * Returns a row's results, by the domains' names, then of all together if there are several;
     * empty if no image has a domain.
     */
    List<DomainResult> ofRow(RowResults row) {
        List<ScoredImage> images = row.scores().images(Part.TEST);
        Map<String, List<Integer>> rows = new TreeMap<>();
        for (int n = 0; n < images.size(); n++) {
            String domain = domains.get(images.get(n).id());
            if (domain != null) {
                rows.computeIfAbsent(domain, d -> new ArrayList<>()).add(n);
            }
        }
        rows = new LinkedHashMap<>(rows);
        if (rows.size() > 1) {
            rows.put(DomainResult.ALL, IntStream.range(0, images.size()).boxed().toList());
        }
        ScoreMatrix scores = row.scores().matrix(Part.TEST);
        Decisions decisions = row.decide(Part.TEST);
        List<DomainResult> results = new ArrayList<>();
        rows.forEach(
                (domain, those) -> {
                    int[] which = those.stream().mapToInt(Integer::intValue).toArray();
                    results.add(
                            new DomainResult(
                                    row.row().name(),
                                    domain,
                                    which.length,
                                    row.row()
                                            .task()
                                            .figures(
                                                    scores.rows(which),
                                                    decisions.rows(which),
                                                    groupOf(which, row.folds()),
                                                    seed)));
                });
        return results;
    }

    /** Returns the groups of some images; outside of folds each is alone, as in the table. */
    private static int[] groupOf(int[] images, Optional<PooledFolds> folds) {
        Map<Integer, Integer> numbers = new HashMap<>();
        return IntStream.of(images)
                .map(n -> folds.isPresent() ? folds.get().groupOf().get(n) : n)
                .map(group -> numbers.computeIfAbsent(group, g -> numbers.size()))
                .toArray();
    }
}
