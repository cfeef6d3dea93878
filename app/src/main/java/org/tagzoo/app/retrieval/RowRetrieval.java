package org.tagzoo.app.retrieval;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunCorpus;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.export.RowChoice;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowFeatures;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.report.RetrievalResults;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.StageRetrieval;
import org.tagzoo.app.report.StageRetrieval.Pair;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.finetune.LinearProbe;
import org.tagzoo.zoo.metric.Retrieval;
import org.tagzoo.zoo.network.StageFeatures;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.task.TaskEvaluation;

/**
 * Measures how well the features of each stage of a row's network find images of the same class, or
 * with a label in common: within each domain, from each domain to each other, and over all.
 */
public final class RowRetrieval {

    private final RunResults run;
    private final Settings settings;

    /**
     * @param row its name; empty for the best
     * @param weights the file of the weights that the network began with; empty: looked for
     * @param device that computes features
     * @param cache of weights and features
     * @param log is told what a person should know
     */
    public record Settings(
            Optional<String> row,
            Optional<Path> weights,
            Device device,
            WeightsCache cache,
            Consumer<String> log) {}

    /**
     * @param run that is done
     */
    public RowRetrieval(RunResults run, Settings settings) {
        this.run = run;
        this.settings = settings;
    }

    /**
     * Computes features and measures.
     *
     * @throws RunException if there is no such row, or it has no network; or the corpus is not the
     *     run's any more
     */
    public RetrievalResults measure() throws IOException {
        Row row = RowChoice.of(run, settings.row()).results().row();
        Path rowFolder = run.folder(row.name());
        RunFolder folder = RunFolder.open(run.root());
        ComparisonSettings made = RunConfig.settings(folder);
        RowNetwork network = run.network(row.name());
        if (!StageFeatures.areIn(network.graph())) {
            throw new RunException(
                    "The network of '%s' looks at no image, so no image can be found by its features: name another row"
                            .formatted(row.name()));
        }
        SplitCorpus data = RunCorpus.read(folder);
        try (RebuiltNetwork rebuilt =
                RebuiltNetwork.open(
                        network, rowFolder, false, settings.weights(), settings.cache())) {
            StageFeatures stages = StageFeatures.of(rebuilt.graph());
            CachedRows rows;
            try (Progress progress =
                    Progress.start(
                            row.name() + ": features of all stages",
                            data.images().size(),
                            "images")) {
                rows =
                        RowFeatures.of(network, rebuilt, whole -> stages.graph())
                                .of(
                                        data.images(),
                                        data.scanned().contents(),
                                        settings.device(),
                                        made.threads(),
                                        settings.cache().folder().resolve("embeddings"),
                                        settings.log(),
                                        progress::step);
            }
            return measure(row, network, data, stages, rows, made.seed());
        }
    }

    private RetrievalResults measure(
            Row row,
            RowNetwork network,
            SplitCorpus data,
            StageFeatures stages,
            CachedRows rows,
            long seed)
            throws IOException {
        Map<String, int[]> test = byDomain(data, data.rows().get(Part.TEST));
        Map<String, int[]> all = byDomain(data, IntStream.range(0, rows.rows()).toArray());
        List<StageRetrieval> measured = new ArrayList<>();
        boolean isFrozen = true;
        try (Progress progress =
                Progress.start(
                        row.name() + ": retrieval and probes", stages.stages().size(), "stages")) {
            for (StageFeatures.Features stage : stages.stages()) {
                isFrozen &= isBefore(stage.stage(), network);
                CachedRows part =
                        rows.part(stage.from() * Float.BYTES, stage.width() * Float.BYTES);
                float[][] features = floats(part);
                TaskEvaluation probe = LinearProbe.of(part, data, row.task(), seed);
                measured.add(
                        new StageRetrieval(
                                stage.stage(),
                                stage.width(),
                                isFrozen,
                                pairs(features, data, test, seed),
                                isFrozen ? pairs(features, data, all, seed) : null,
                                new StageRetrieval.Probe(
                                        row.task().firstMetric().heading(),
                                        probe.first(),
                                        probe.interval())));
                progress.step(1);
            }
        }
        Map<String, Integer> images = new LinkedHashMap<>();
        test.forEach((domain, which) -> images.put(domain, which.length));
        boolean isClass = row.task().targetForm() == TargetForm.CLASS_INDEX;
        return new RetrievalResults(
                row.name(),
                data.scanned().corpus().name(),
                isClass ? "they have the same class" : "they share a label",
                images,
                measured);
    }

    /** Whether a stage lies before the first whose tensors were trained. */
    private static boolean isBefore(String stage, RowNetwork network) {
        List<String> names = network.graph().stageNames();
        return names.indexOf(stage) < names.indexOf(network.trainedFrom());
    }

    private static float[][] floats(CachedRows rows) {
        float[][] features = new float[rows.rows()][rows.rowBytes() / Float.BYTES];
        for (int n = 0; n < features.length; n++) {
            rows.row(n).asFloatBuffer().get(features[n]);
        }
        return features;
    }

    /** Returns all images first; domains by name. Images without a domain are in no other. */
    private static Map<String, int[]> byDomain(SplitCorpus data, int[] rows) {
        Map<String, int[]> domains = new LinkedHashMap<>();
        domains.put(StageRetrieval.ALL, rows);
        Map<String, List<Integer>> found = new TreeMap<>();
        for (TaggedImage image : data.images()) {
            image.domain().ifPresent(domain -> found.put(domain, new ArrayList<>()));
        }
        for (int row : rows) {
            data.images().get(row).domain().ifPresent(domain -> found.get(domain).add(row));
        }
        found.forEach(
                (domain, which) -> domains.put(domain, which.stream().mapToInt(i -> i).toArray()));
        return domains;
    }

    private static List<Pair> pairs(
            float[][] features, SplitCorpus data, Map<String, int[]> domains, long seed) {
        BitSet[] labels =
                data.images().stream()
                        .map(image -> image.labels().stream().mapToInt(i -> i))
                        .map(each -> each.collect(BitSet::new, BitSet::set, BitSet::or))
                        .toArray(BitSet[]::new);
        List<Pair> pairs = new ArrayList<>();
        for (String query : domains.keySet()) {
            for (String gallery : domains.keySet()) {
                if (query.equals(StageRetrieval.ALL) == gallery.equals(StageRetrieval.ALL)) {
                    pairs.add(
                            new Pair(
                                    query,
                                    gallery,
                                    Retrieval.of(
                                                    features,
                                                    labels,
                                                    domains.get(query),
                                                    domains.get(gallery),
                                                    seed)
                                            .orElse(null)));
                }
            }
        }
        return pairs;
    }
}
