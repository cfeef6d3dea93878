package org.tagzoo.app.audit;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tagzoo.app.probe.LeakageProbe;
import org.tagzoo.app.probe.ProbeColumns;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.report.AuditMap;
import org.tagzoo.app.similar.SearchNetwork;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.batch.PixelCache;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.audit.Suspect;
import org.tagzoo.zoo.index.NeighbourGraph;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Looks for what is odd about a corpus.
 *
 * @param network whose embeddings are taken
 * @param device that computes them
 * @param threads how many images are read at once
 * @param cache folder of embeddings and pixels
 * @param seed of folds, initial values, neighbours and map
 * @param most how many wrong labels are told
 */
public record Audit(
        SearchNetwork network, Device device, int threads, Path cache, long seed, int most) {

    private static final int NEIGHBOURS = 15;

    /**
     * What came of it.
     *
     * @param map of the images
     */
    public record Result(AuditFindings findings, AuditMap map) {}

    /**
     * Looks at a corpus.
     *
     * @throws CorpusException if it has too few images for folds
     */
    public Result of(ScannedCorpus scanned, Consumer<String> log) throws IOException {
        List<TaggedImage> images = scanned.corpus().images();
        if (images.size() < OutOfFoldScores.FEWEST) {
            throw new CorpusException(
                    "The corpus '%s' has %d images that can be read; an audit needs %d or more: add images, or raise --limit",
                    scanned.corpus().name(), images.size(), OutOfFoldScores.FEWEST);
        }
        List<String> names = scanned.corpus().labels().names();
        List<OddImage> odd = OddImage.find(images, threads);
        CachedRows rows = embeddings(scanned, log);
        CachedRows pixels = pixels(scanned, log);
        Embeddings embeddings = Embeddings.of(rows);
        NeighbourGraph graph = embeddings.neighbours(NEIGHBOURS, seed);
        SameLook same = SameLook.find(scanned, graph, pixels);
        ScannedCorpus grouped = grouped(scanned, same.all(), log);
        ScoreMatrix scores = scores(grouped, rows);
        List<Suspect> suspects = Suspect.rank(scores, groups(grouped.corpus().images()), seed);
        int[] support = new int[names.size()];
        images.forEach(image -> image.labels().forEach(label -> support[label]++));
        AuditFindings findings =
                new AuditFindings(
                        scanned.corpus().name(),
                        images.size(),
                        names.size(),
                        network.network().shown(),
                        LeakageProbe.of(scanned, seed),
                        DuplicateGroup.of(scanned.corpus(), same),
                        scanned.corpus().quarantine().stream()
                                .map(
                                        q ->
                                                new AuditFindings.Broken(
                                                        q.id(), q.location(), q.reason()))
                                .toList(),
                        suspects.stream()
                                .filter(suspect -> suspect.chance() > 0)
                                .limit(most)
                                .map(suspect -> wrong(suspect, scanned.corpus()))
                                .toList(),
                        LabelRelation.find(names, scores),
                        RareLabel.find(names, support),
                        ProbeColumns.areFoldersLabels(scanned.corpus())
                                ? List.of()
                                : OrderEffect.find(names, scores, same.all()),
                        WeakGroup.find(scanned, decisions(scores), same.all()),
                        Outlier.find(graph, same.all()).stream()
                                .map(outlier -> unlike(outlier, scanned.corpus()))
                                .toList(),
                        odd.stream()
                                .map(
                                        o ->
                                                new AuditFindings.Odd(
                                                        images.get(o.image()).id(),
                                                        o.what(),
                                                        o.value()))
                                .toList());
        return new Result(
                findings,
                MapOfImages.of(scanned.corpus(), embeddings, graph, NEIGHBOURS, pixels, seed));
    }

    private CachedRows embeddings(ScannedCorpus scanned, Consumer<String> log) throws IOException {
        List<TaggedImage> images = scanned.corpus().images();
        try (Progress progress = Progress.start("embedding", images.size(), "images")) {
            return network.features()
                    .of(
                            images,
                            scanned.contents(),
                            device,
                            threads,
                            cache.resolve("embeddings"),
                            log,
                            progress::step);
        }
    }

    private CachedRows pixels(ScannedCorpus scanned, Consumer<String> log) throws IOException {
        List<TaggedImage> images = scanned.corpus().images();
        EvaluationTransform small =
                EvaluationTransform.square(SameLook.SIDE, Resize.STRETCH, Decoding.REDUCED);
        try (Progress progress = Progress.start("drawing small", images.size(), "images")) {
            return PixelCache.of(
                    new ImageRows(images, small),
                    scanned.contents(),
                    cache.resolve("pixels"),
                    threads,
                    progress::step,
                    log);
        }
    }

    /** Returns the corpus with what shows the same in one group, if folds can be made of that. */
    private static ScannedCorpus grouped(ScannedCorpus scanned, int[] same, Consumer<String> log) {
        List<TaggedImage> images = scanned.corpus().images();
        List<TaggedImage> grouped =
                SameGroup.grouped(images, IntStream.of(same).mapToObj(String::valueOf).toList());
        int[] sizes = new int[images.size()];
        IntStream.of(groups(grouped)).forEach(group -> sizes[group]++);
        int largest = Arrays.stream(sizes).max().orElse(0);
        long groups = Arrays.stream(sizes).filter(size -> size > 0).count();
        if (groups < OutOfFoldScores.FEWEST) {
            log.accept(
                    "The %,d images show only %,d different things, too few for folds: likely wrong labels are sought as if all were different"
                            .formatted(images.size(), groups));
            return scanned;
        }
        if (largest > Math.max(2, images.size() / OutOfFoldScores.FOLDS)) {
            log.accept(
                    "%,d of the %,d images are one group that shows the same, too many for one fold: likely wrong labels are sought as if they showed different things"
                            .formatted(largest, images.size()));
            return scanned;
        }
        return scanned.with(scanned.corpus().withImages(grouped, scanned.corpus().notes()));
    }

    private ScoreMatrix scores(ScannedCorpus scanned, CachedRows embeddings) throws IOException {
        try (Progress progress = Progress.start("scoring labels", OutOfFoldScores.FOLDS, "folds")) {
            return OutOfFoldScores.of(scanned, embeddings, seed, progress.counter());
        }
    }

    private static Decisions decisions(ScoreMatrix scores) {
        double threshold = ThresholdScan.of(scores).best().threshold();
        return Thresholds.same(threshold, scores.labels()).decide(scores);
    }

    private static AuditFindings.WrongLabel wrong(Suspect suspect, Corpus corpus) {
        TaggedImage image = corpus.images().get(suspect.image());
        return new AuditFindings.WrongLabel(
                image.id(),
                corpus.labels().name(suspect.label()),
                suspect.isSurplus() ? "surplus" : "missing",
                suspect.score(),
                names(image, corpus));
    }

    private static AuditFindings.Unlike unlike(Outlier outlier, Corpus corpus) {
        TaggedImage image = corpus.images().get(outlier.image());
        return new AuditFindings.Unlike(image.id(), outlier.distance(), names(image, corpus));
    }

    private static List<String> names(TaggedImage image, Corpus corpus) {
        return image.labels().stream().map(corpus.labels()::name).toList();
    }

    private static int[] groups(List<TaggedImage> images) {
        return SameGroup.numbers(images.stream().map(TaggedImage::group).toList());
    }
}
