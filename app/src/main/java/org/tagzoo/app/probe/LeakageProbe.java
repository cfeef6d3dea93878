package org.tagzoo.app.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tagzoo.app.report.Leakage;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.Holm;
import org.tagzoo.zoo.metric.RocAuc;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Predicts labels from what is known of images without looking at them, each thing alone and all
 * together, in folds of whole groups. A network can learn whatever is found here in place of what
 * the images show, and what it learns so is of no use on images from elsewhere.
 *
 * <p>Bounds hold for all metadata and labels together, by Holm's correction; images of a group
 * count once. Colour is judged apart from them, and is no leak.
 */
public final class LeakageProbe {

    private static final int FOLDS = 5;
    private static final double LEVEL = 0.05;

    /** A label is judged if so many groups of images have it, and as many lack it. */
    private static final int LEAST = 10;

    private final ScannedCorpus corpus;
    private final long seed;
    private final boolean[][] targets;
    private final boolean[][] unknown;
    private final int[] withLabel;
    private final int[] without;
    private final List<Integer> judged;

    private LeakageProbe(ScannedCorpus corpus, long seed) {
        this.corpus = corpus;
        this.seed = seed;
        List<TaggedImage> images = corpus.corpus().images();
        int labels = corpus.corpus().labels().size();
        targets = images.stream().map(i -> row(i.labels(), labels)).toArray(boolean[][]::new);
        unknown = Unknown.of(images.stream().map(i -> row(i.unknown(), labels)).toList());
        withLabel = IntStream.range(0, labels).map(label -> groups(label, true)).toArray();
        without = IntStream.range(0, labels).map(label -> groups(label, false)).toArray();
        judged =
                IntStream.range(0, labels)
                        .filter(label -> Math.min(withLabel[label], without[label]) >= LEAST)
                        .boxed()
                        .toList();
    }

    /**
     * Judges a corpus.
     *
     * @param seed of the folds
     * @throws CorpusException if there are too few groups of images for {@value #FOLDS} folds
     */
    public static Leakage of(ScannedCorpus corpus, long seed) {
        return new LeakageProbe(corpus, seed).judge();
    }

    private static boolean[] row(Set<Integer> labels, int count) {
        boolean[] row = new boolean[count];
        labels.forEach(label -> row[label] = true);
        return row;
    }

    private Leakage judge() {
        ProbeColumns known = ProbeColumns.of(corpus);
        ProbeModel model = model(corpus.corpus().images());
        List<String> names = new ArrayList<>();
        List<List<RocAuc>> areas = new ArrayList<>();
        Double f1 = null;
        for (ProbeColumn column : known.metadata()) {
            names.add(column.name());
            areas.add(areas(model.scores(List.of(column))));
        }
        if (!names.isEmpty()) {
            ScoreMatrix together = model.scores(known.metadata());
            names.add("all together");
            areas.add(areas(together));
            f1 = microF1(together, model.folds());
        }
        List<List<Double>> bounds = bounds(areas);
        List<Leakage.Column> columns = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            Leakage.Column column =
                    new Leakage.Column(
                            names.get(c), false, labels(areas.get(c), bounds.get(c)), null);
            boolean leaksAlone = c < known.metadata().size() && !column.leaks().isEmpty();
            columns.add(
                    leaksAlone
                            ? remedied(
                                    column,
                                    known,
                                    known.metadata().get(c).groupBy(),
                                    areas.get(names.size() - 1))
                            : column);
        }
        List<RocAuc> colour = areas(model.scores(known.colour()));
        columns.add(
                new Leakage.Column(
                        "colour", true, labels(colour, bounds(List.of(colour)).get(0)), null));
        return new Leakage(
                targets.length,
                columns,
                IntStream.range(0, targets[0].length)
                        .filter(label -> !judged.contains(label))
                        .mapToObj(corpus.corpus().labels()::name)
                        .toList(),
                f1,
                microF1(model.scores(List.of()), model.folds()));
    }

    private ProbeModel model(List<TaggedImage> images) {
        Map<String, Integer> foldOf = Folds.of(images, FOLDS, seed).foldOf();
        int[] folds = images.stream().mapToInt(image -> foldOf.get(image.id())).toArray();
        return new ProbeModel(targets, unknown, folds, FOLDS);
    }

    /** Returns how many groups have an image with, or without, a label. */
    private int groups(int label, boolean has) {
        Set<String> groups = new HashSet<>();
        for (int n = 0; n < targets.length; n++) {
            if (!Unknown.is(unknown, n, label) && targets[n][label] == has) {
                groups.add(corpus.corpus().images().get(n).group());
            }
        }
        return groups.size();
    }

    private List<RocAuc> areas(ScoreMatrix scores) {
        return judged.stream()
                .map(
                        label ->
                                new RocAuc(
                                        RocAuc.of(scores, label).value(),
                                        withLabel[label],
                                        without[label]))
                .toList();
    }

    /** Returns a lower bound of each area, for all of them together. */
    private static List<List<Double>> bounds(List<List<RocAuc>> areas) {
        List<RocAuc> all = areas.stream().flatMap(List::stream).toList();
        List<Double> p = all.stream().map(area -> area.pAbove(Leakage.LIMIT)).toList();
        List<Double> levels = Holm.levels(p, LEVEL);
        List<List<Double>> bounds = new ArrayList<>();
        int at = 0;
        for (List<RocAuc> column : areas) {
            List<Double> own = new ArrayList<>();
            for (RocAuc area : column) {
                own.add(area.lowerBound(levels.get(at++)));
            }
            bounds.add(own);
        }
        return bounds;
    }

    private List<Leakage.LabelArea> labels(List<RocAuc> areas, List<Double> bounds) {
        return IntStream.range(0, areas.size())
                .mapToObj(
                        i ->
                                new Leakage.LabelArea(
                                        corpus.corpus().labels().name(judged.get(i)),
                                        areas.get(i).value(),
                                        bounds.get(i)))
                .toList();
    }

    /**
     * Judges all metadata together again, with images of one value in one fold.
     *
     * @param before areas of all metadata together
     */
    private Leakage.Column remedied(
            Leakage.Column found, ProbeColumns known, String groupBy, List<RocAuc> before) {
        String worst = found.leaks().get(0).label();
        int label = corpus.corpus().labels().names().indexOf(worst);
        Double after = null;
        if (groupBy != null) {
            try {
                ProbeModel grouped = model(grouped(known.groups(groupBy)));
                ScoreMatrix scores = grouped.scores(known.metadata(), IntStream.of(label));
                after = RocAuc.of(scores, label).value();
            } catch (CorpusException e) {
                after = null; // too few groups for folds, which the report says
            }
        }
        return new Leakage.Column(
                found.name(),
                false,
                found.labels(),
                new Leakage.Remedy(
                        groupBy, worst, before.get(judged.indexOf(label)).value(), after));
    }

    private List<TaggedImage> grouped(List<String> groups) {
        return SameGroup.grouped(corpus.corpus().images(), groups);
    }

    /** Returns micro F1 at one threshold for all labels, sought for each fold on the others. */
    private static double microF1(ScoreMatrix scores, int[] folds) {
        List<Counts> counts = new ArrayList<>();
        for (int fold = 1; fold <= FOLDS; fold++) {
            int tested = fold;
            int[] inside =
                    IntStream.range(0, folds.length).filter(n -> folds[n] == tested).toArray();
            int[] others =
                    IntStream.range(0, folds.length).filter(n -> folds[n] != tested).toArray();
            double threshold = ThresholdScan.of(scores.rows(others)).best().threshold();
            Thresholds thresholds = Thresholds.same(threshold, scores.labels());
            counts.addAll(Evaluation.of(thresholds.decide(scores.rows(inside))).labels());
        }
        return Evaluation.micro(counts).f1();
    }
}
