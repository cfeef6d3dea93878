package org.tagzoo.app.export;

import static org.tagzoo.app.export.CardFacts.count;
import static org.tagzoo.app.report.TableMarkdown.escape;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.label.Unknown;
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
        StringBuilder limits = new StringBuilder(CardText.of("limit.others"));
        limits.append(
                facts.task().refusal(0).isEmpty()
                        ? unlabelled(decisions)
                        : CardText.of(
                                facts.sure().isEmpty()
                                        ? "limit.otherClasses"
                                        : "limit.otherClasses.unsure"));
        limits.append(new CardText("limit.labels").with("labels", labels.size()).toString());
        String rare =
                labels.stream()
                        .filter(label -> label.support() < FEW)
                        .map(l -> "%s (%d)".formatted(escape(l.label()), l.support()))
                        .collect(Collectors.joining(", "));
        if (!rare.isEmpty()) {
            String images = facts.images(Part.TEST);
            limits.append(
                    new CardText("limit.rare")
                            .with("few", FEW)
                            .with("images", images)
                            .with("labels", rare)
                            .toString());
        }
        limits.append(CardText.of("limit.people"));
        if (facts.calibrated().isEmpty()) {
            limits.append(CardText.of("limit.probabilities"));
        }
        String seen =
                switch (facts.network().resize().kind()) {
                    case STRETCH -> "Detail: each image is stretched to ";
                    case CROP -> "Ends: only the middle of each image is seen, in ";
                    case PAD -> "Detail: each image is made to fit into ";
                };
        ImageSize size = facts.network().imageSize();
        limits.append(
                new CardText("limit.size")
                        .with("seen", seen + (size.isSquare() ? "a square" : "a rectangle"))
                        .with(size)
                        .toString());
        if (!size.equals(facts.measured())) {
            limits.append(new CardText("limit.otherSize").with(facts.measured()).toString());
        }
        if (facts.table().corpus().quarantined() > 0) {
            limits.append(CardText.of("limit.damaged"));
        }
        if (facts.row().spread() == null) {
            limits.append(CardText.of("limit.seeds"));
        }
        Precision precision = facts.settings().precision().of(facts.recipe());
        String device = facts.settings().device();
        boolean isOther = precision != Precision.FLOAT32 || !device.equals("cpu");
        if (facts.fewerBits().isEmpty() && isOther) {
            String name = precision.name().toLowerCase(Locale.ROOT);
            limits.append(
                    new CardText(precision == Precision.INT8 ? "limit.int8" : "limit.arithmetic")
                            .with("precision", name)
                            .with("device", escape(device))
                            .toString());
        }
        return limits.toString();
    }

    private static String unlabelled(Decisions decisions) {
        int[] unlabelled =
                IntStream.range(0, decisions.images())
                        .filter(n -> !ArrayUtils.contains(decisions.targets()[n], true))
                        .filter(n -> !Unknown.isAny(decisions.unknown(), n))
                        .toArray();
        long tagged =
                IntStream.of(unlabelled)
                        .filter(n -> ArrayUtils.contains(decisions.predicted()[n], true))
                        .count();
        return unlabelled.length == 0
                ? CardText.of("limit.noUnlabelled")
                : new CardText("limit.unlabelled")
                        .with("count", count(unlabelled.length))
                        .with("tagged", count(tagged))
                        .toString();
    }
}
