package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tagzoo.app.report.DomainResult;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitFile;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;

/** Rows' metrics on the test images of each domain, which {@code split.csv} tells. */
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
        Path split = run.resolve("split.csv");
        return new DomainResults(
                Files.isRegularFile(split) ? SplitFile.domains(split) : Map.of(), seed);
    }

    /**
     * Returns a row's results, by the domains' names, then of all together if there are several;
     * empty if no image has a domain.
     */
    List<DomainResult> ofRow(RowResults row) {
        Map<String, List<ScoredImage>> images = new TreeMap<>();
        for (ScoredImage image : row.scores().images(Part.TEST)) {
            String domain = domains.get(image.id());
            if (domain != null) {
                images.computeIfAbsent(domain, d -> new ArrayList<>()).add(image);
            }
        }
        List<DomainResult> results = new ArrayList<>();
        images.forEach((domain, those) -> results.add(result(row, domain, those)));
        if (images.size() > 1) {
            results.add(result(row, DomainResult.ALL, row.scores().images(Part.TEST)));
        }
        return results;
    }

    private DomainResult result(RowResults row, String domain, List<ScoredImage> images) {
        return new DomainResult(
                row.row().name(),
                domain,
                images.size(),
                row.row()
                        .task()
                        .figures(
                                new ScoredCorpus(row.scores().labels(), images).matrix(Part.TEST),
                                row.chosen(),
                                seed));
    }
}
