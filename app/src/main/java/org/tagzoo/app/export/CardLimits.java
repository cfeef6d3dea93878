package org.tagzoo.app.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.LabelReport;
import org.tagzoo.zoo.torchscript.Precision;

/** The part of a model card that says what the figures leave open. */
final class CardLimits {

    /** With fewer test images, one more or less that is right moves recall by 5 points or more. */
    private static final int FEW = 20;

    private CardLimits() {}

    static String render(CardFacts facts) {
        List<String> limits = new ArrayList<>();
        limits.add(
                "Other images than the corpus's: those of the test part were drawn from it at"
                    + " random, like those of the training. With other cameras, places, times or"
                    + " kinds of images the figures may be far lower.");
        if (facts.task().refusal(0).isEmpty()) {
            limits.add(unlabelled(facts));
        } else {
            limits.add(
                    "Images of none of its classes, or of several: it gives each image exactly one,"
                            + " whatever is on it.");
        }
        limits.add(
                "Other labels: it knows these %d and no more, in the sense in which the corpus uses them; wrong labels of the corpus count as true."
                        .formatted(facts.network().labels().size()));
        rare(facts, limits);
        limits.add(
                "Fairness across people: no figure compares groups of people, be it of those in the"
                        + " images or of those who took them.");
        limits.add(
                "Scores as probabilities: whether a label with a score of 0.7 is right seven times"
                        + " in ten was not measured.");
        limits.add(
                "Detail: each image is stretched to a square of %1$d x %1$d pixels; what can't be seen at that size can't be told."
                        .formatted(facts.network().imageSize()));
        if (facts.table().corpus().quarantined() > 0) {
            limits.add("Damaged files: those of the corpus were left out of every figure.");
        }
        if (facts.row().spread() == null) {
            limits.add(
                    "Another training: it was trained with one seed; how much the figures differ"
                            + " between seeds was not measured.");
        }
        Precision precision = facts.settings().precision().of(facts.recipe());
        if (precision != Precision.FLOAT32 || !facts.settings().device().equals("cpu")) {
            limits.add(
                    "This very arithmetic: the figures are from %s on %s, while the export computes in float32; scores differ a little."
                            .formatted(
                                    precision.name().toLowerCase(Locale.ROOT),
                                    Markdown.name(facts.settings().device())));
        }
        return limits.stream()
                .map(limit -> "- " + limit + "\n")
                .collect(Collectors.joining("", "## What it was not tested on\n\n", ""));
    }

    private static String unlabelled(CardFacts facts) {
        TestFigures figures = facts.figures();
        return figures.unlabelled() == 0
                ? "Images to which no label belongs: there are none in the test part, so that it"
                        + " is not known how often it attaches one all the same."
                : "Images to which no label belongs, beyond the %s of the test part: of those, %s were given one or more."
                        .formatted(
                                Markdown.count(figures.unlabelled()),
                                Markdown.count(figures.unlabelledButTagged()));
    }

    private static void rare(CardFacts facts, List<String> limits) {
        String rare =
                facts.figures().labels().stream()
                        .filter(label -> label.support() < FEW)
                        .map(CardLimits::counted)
                        .collect(Collectors.joining(", "));
        if (!rare.isEmpty()) {
            limits.add(
                    "Labels with fewer than %d of the %s test images: their figures say little. %s."
                            .formatted(FEW, Markdown.count(facts.images().get(Part.TEST)), rare));
        }
    }

    private static String counted(LabelReport label) {
        return "%s (%d)".formatted(Markdown.name(label.label()), label.support());
    }
}
