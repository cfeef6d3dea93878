package org.tagzoo.app.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tagzoo.app.report.AuditPage.Card;
import org.tagzoo.app.report.AuditPage.Section;

/** What an audit found of labels, in words; images are without pixels. */
record LabelSections(AuditFindings findings) {

    Section wrongLabels() {
        return new Section(
                "Labels that are likely wrong: the %,d likeliest"
                        .formatted(findings.wrongLabels().size()),
                "Each image was scored by a linear layer on its embedding that never saw it. A surplus label is one that the image has and likely should not; a missing one it likely should have. The score says how many of the images that look so to the network have the label. Look before you change anything.",
                List.of("image", "label", "kind", "score", "has"),
                findings.wrongLabels().stream()
                        .limit(AuditSections.LINES)
                        .map(
                                w ->
                                        List.of(
                                                w.id(),
                                                w.label(),
                                                w.kind(),
                                                "score " + number(w.score()),
                                                "has " + list(w.labels())))
                        .toList(),
                findings.wrongLabels().stream()
                        .limit(AuditSections.CARDS)
                        .map(LabelSections::card)
                        .toList());
    }

    private static Card card(AuditFindings.WrongLabel wrong) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(wrong.kind(), wrong.label());
        facts.put("score", number(wrong.score()));
        facts.put("has", list(wrong.labels()));
        return new Card(wrong.id(), "", facts);
    }

    Section order() {
        return new Section(
                "Labels that depend on the order of the images: " + findings.order().size(),
                "An image that follows one with the label has it at least 10 percentage points more often than others, and chance does not explain it (runs test, Holm over labels). Images that follow one another may be of one series: --group-by order keeps them in one part.",
                List.of("label", "share", "after one that has it"),
                findings.order().stream()
                        .map(
                                o ->
                                        List.of(
                                                o.label(),
                                                "share " + number(o.share()),
                                                number(o.after()) + " after one that has it"))
                        .toList(),
                List.of());
    }

    Section weakGroups() {
        return new Section(
                "Groups whose labels are predicted worse: " + findings.weakGroups().size(),
                "Groups are images of one folder, size, camera, hour, domain, part or value of a column, 20 or more. Micro F1 by layers that never saw the images is lower by 0.05 or more than on all others, and chance does not explain it (Holm over all groups). Their labels may be worse, their images harder, or too few to learn from.",
                List.of("group", "value", "images", "F1", "F1 of the others"),
                findings.weakGroups().stream()
                        .limit(AuditSections.LINES)
                        .map(
                                g ->
                                        List.of(
                                                g.what(),
                                                g.value(),
                                                "%,d images".formatted(g.images()),
                                                "F1 %s (%s to %s)"
                                                        .formatted(
                                                                number(g.f1()),
                                                                number(g.low()),
                                                                number(g.high())),
                                                "others " + number(g.others())))
                        .toList(),
                List.of());
    }

    Section relations() {
        return new Section(
                "Labels that imply others: " + findings.relations().size(),
                "At least nine in ten images with the first have the second too, at 95% confidence. Labels that imply each other may be one.",
                List.of("label", "implies", "images with both", "are one"),
                findings.relations().stream()
                        .map(
                                r ->
                                        List.of(
                                                r.label(),
                                                r.implied(),
                                                r.both() + " of " + r.images(),
                                                r.areOne() ? "maybe one label" : ""))
                        .toList(),
                List.of());
    }

    Section rare() {
        return new Section(
                "Labels too rare to test well: " + findings.rare().size(),
                "A test part of a fifth of the images would have so few of them that the 95% interval of their recall is wider than 0.3.",
                List.of("label", "images", "in test", "width of the interval"),
                findings.rare().stream()
                        .map(
                                r ->
                                        List.of(
                                                r.label(),
                                                r.images() + " images",
                                                r.inTest() + " in test",
                                                "interval " + number(r.width()) + " wide"))
                        .toList(),
                List.of());
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String list(List<String> labels) {
        return labels.isEmpty() ? "none" : String.join(" ", labels);
    }
}
