package org.tagzoo.app.export;

import static org.tagzoo.app.export.CardFacts.count;
import static org.tagzoo.app.report.TableMarkdown.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.torchscript.Precision;

/** The part of a model card that says what the metrics leave open. */
final class CardLimits {

    /** With fewer test images, one more or less that is right moves recall by 5 points or more. */
    private static final int FEW = 20;

    private CardLimits() {}

    static String render(CardFacts facts, List<LabelReport> labels, Decisions decisions) {
        List<String> limits = new ArrayList<>();
        limits.add(
                "Other images than the corpus's: those of the test part were drawn from it at"
                        + " random, like those of the training. With other cameras, places, times or"
                        + " kinds of images the metrics may be far lower.");
        limits.add(
                facts.task().refusal(0).isEmpty()
                        ? unlabelled(decisions)
                        : "Images of none of its classes, or of several: it gives each image"
                                + " exactly one, whatever is on it.");
        limits.add(
                "Other labels: it knows these %d and no more, in the sense in which the corpus uses them; wrong labels of the corpus count as true."
                        .formatted(labels.size()));
        String rare =
                labels.stream()
                        .filter(label -> label.support() < FEW)
                        .map(l -> "%s (%d)".formatted(escape(l.label()), l.support()))
                        .collect(Collectors.joining(", "));
        if (!rare.isEmpty()) {
            limits.add(
                    "Labels with fewer than %d of the %s test images: their metrics say little. %s."
                            .formatted(FEW, facts.images(Part.TEST), rare));
        }
        limits.add(
                "Fairness across people: no metric compares groups of people, be it of those in the"
                        + " images or of those who took them.");
        limits.add(
                "Scores as probabilities: whether a label with a score of 0.7 is right seven times"
                        + " in ten was not measured.");
        limits.add(
                switch (facts.network().resize()) {
                            case STRETCH -> "Detail: each image is stretched to a square";
                            case CROP -> "Ends: only the middle of each image is seen, in a square";
                            case PAD -> "Detail: each image is made to fit into a square";
                        }
                        + " of %1$d x %1$d pixels; what can't be seen at that size can't be told."
                                .formatted(facts.network().imageSize()));
        if (facts.table().corpus().quarantined() > 0) {
            limits.add("Damaged files: those of the corpus were left out of every metric.");
        }
        if (facts.row().spread() == null) {
            limits.add(
                    "Another training: it was trained with one seed; how much the metrics differ"
                            + " between seeds was not measured.");
        }
        Precision precision = facts.settings().precision().of(facts.recipe());
        if (precision != Precision.FLOAT32 || !facts.settings().device().equals("cpu")) {
            limits.add(
                    "This very arithmetic: the metrics are from %s on %s, while the export computes in float32; scores differ a little."
                            .formatted(
                                    precision.name().toLowerCase(Locale.ROOT),
                                    escape(facts.settings().device())));
        }
        return limits.stream()
                .map("- %s\n"::formatted)
                .collect(Collectors.joining("", "## What it was not tested on\n\n", ""));
    }

    private static String unlabelled(Decisions decisions) {
        int[] unlabelled =
                IntStream.range(0, decisions.images())
                        .filter(n -> !ArrayUtils.contains(decisions.targets()[n], true))
                        .toArray();
        long tagged =
                IntStream.of(unlabelled)
                        .filter(n -> ArrayUtils.contains(decisions.predicted()[n], true))
                        .count();
        return unlabelled.length == 0
                ? "Images to which no label belongs: there are none in the test part, so that it is"
                        + " not known how often it predicts one all the same."
                : "Images to which no label belongs, beyond the %s of the test part: of those, %s were given one or more."
                        .formatted(count(unlabelled.length), count(tagged));
    }
}
