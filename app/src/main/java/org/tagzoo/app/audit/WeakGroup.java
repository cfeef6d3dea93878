package org.tagzoo.app.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.tagzoo.app.probe.ProbeColumns;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.zoo.metric.Holm;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.score.Decisions;

/**
 * Images of one folder, size, camera, hour, domain, part, or value of a column, whose labels are
 * predicted worse than those of all others.
 *
 * @param what they have in common, such as {@code camera}
 * @param value of it
 * @param images how many
 * @param f1 micro F1 on them
 * @param low lower end of its 95% interval
 * @param high upper end
 * @param others micro F1 on the other images
 * @param p that chance makes them that much worse, one-sided, corrected for the number of groups by
 *     Holm
 */
public record WeakGroup(
        String what,
        String value,
        int images,
        double f1,
        double low,
        double high,
        double others,
        double p) {

    /** Fewer images, or sets of images that show the same, tell too little. */
    private static final int LEAST_IMAGES = 20;

    private static final double LEVEL = 0.05;
    private static final double LEAST_DIFFERENCE = 0.05;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /**
     * Finds groups that are worse by 0.05 or more, the worst first.
     *
     * @param decisions by networks that never saw the image
     * @param sameLook {@code [N]}, the first image that shows the same as each: those count as one
     */
    static List<WeakGroup> find(ScannedCorpus corpus, Decisions decisions, int[] sameLook) {
        List<WeakGroup> all = new ArrayList<>();
        groups(corpus)
                .forEach(
                        (what, values) ->
                                values.forEach(
                                        (value, rows) -> {
                                            WeakGroup group =
                                                    of(what, value, rows, decisions, sameLook);
                                            if (group != null) {
                                                all.add(group);
                                            }
                                        }));
        List<Double> corrected = Holm.correct(all.stream().map(WeakGroup::p).toList());
        return IntStream.range(0, all.size())
                .mapToObj(g -> all.get(g).with(corrected.get(g)))
                .filter(g -> g.p <= LEVEL && g.others - g.f1 >= LEAST_DIFFERENCE)
                .sorted(Comparator.comparingDouble(g -> g.f1 - g.others))
                .toList();
    }

    private WeakGroup with(double corrected) {
        return new WeakGroup(what, value, images, f1, low, high, others, corrected);
    }

    /** Returns the rows of each value of each thing that images have in common. */
    private static Map<String, Map<String, List<Integer>>> groups(ScannedCorpus corpus) {
        Map<String, Map<String, List<Integer>>> groups = new LinkedHashMap<>();
        List<TaggedImage> images = corpus.corpus().images();
        for (int n = 0; n < images.size(); n++) {
            int row = n;
            TaggedImage image = images.get(n).withFacts(corpus.facts().get(images.get(n).id()));
            Map<String, String> values = new LinkedHashMap<>();
            String folder = String.join("/", ProbeColumns.folders(image, corpus.corpus()));
            if (!folder.isEmpty()) {
                values.put("folder", folder);
            }
            Map<String, String> known = image.known();
            if (known.containsKey("width")) {
                values.put("size", known.get("width") + "x" + known.get("height"));
            }
            image.facts().orElseThrow().exif().camera().ifPresent(c -> values.put("camera", c));
            image.facts().orElseThrow().exif().hour().ifPresent(h -> values.put("hour", "" + h));
            image.domain().ifPresent(domain -> values.put(TaggedImage.DOMAIN, domain));
            image.part().ifPresent(part -> values.put("part", part));
            image.fields().forEach((name, value) -> values.put("column " + name, value));
            values.forEach(
                    (what, value) ->
                            groups.computeIfAbsent(what, w -> new TreeMap<>())
                                    .computeIfAbsent(value, v -> new ArrayList<>())
                                    .add(row));
        }
        return groups;
    }

    private static WeakGroup of(
            String what, String value, List<Integer> rows, Decisions decisions, int[] sameLook) {
        if (rows.size() < LEAST_IMAGES) {
            return null; // a column may have as many values as there are images
        }
        boolean[] isInside = new boolean[sameLook.length];
        rows.forEach(n -> isInside[n] = true);
        F1Share inside = F1Share.of(decisions, sameLook, isInside, true);
        F1Share others = F1Share.of(decisions, sameLook, isInside, false);
        if (Math.min(inside.sets(), others.sets()) < LEAST_IMAGES) {
            return null;
        }
        double error = Math.sqrt(inside.variance() + others.variance());
        Interval interval = inside.interval();
        return new WeakGroup(
                what,
                value,
                rows.size(),
                inside.f1(),
                interval.low(),
                interval.high(),
                others.f1(),
                error > 0 ? NORMAL.cumulativeProbability((inside.f1() - others.f1()) / error) : 1);
    }
}
