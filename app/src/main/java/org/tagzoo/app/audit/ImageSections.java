package org.tagzoo.app.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.app.report.AuditPage.Card;
import org.tagzoo.app.report.AuditPage.Section;

/** What an audit found of images, in words; images are without pixels. */
record ImageSections(AuditFindings findings) {

    private static final int GROUPS = 20;
    private static final int SHOWN = 4;

    Section duplicates() {
        List<DuplicateGroup> groups = findings.duplicates();
        return new Section(
                "Images that show the same: %,d groups, %,d with different labels, %,d in several parts"
                        .formatted(
                                groups.size(),
                                groups.stream().filter(DuplicateGroup::haveOtherLabels).count(),
                                groups.stream().filter(DuplicateGroup::areInOtherParts).count()),
                "Copies saved again, resized, grey or mirrored, by a perceptual hash; cut-outs of at least six tenths of either side, by embeddings and pixels. If one is trained on and another tested on, the test says too much.",
                List.of("images", "kind", "labels", "parts"),
                groups.stream().limit(AuditSections.LINES).map(ImageSections::line).toList(),
                groups.stream()
                        .limit(GROUPS)
                        .flatMap(group -> group.images().stream())
                        .limit(AuditSections.CARDS)
                        .map(
                                image ->
                                        new Card(
                                                image.id(),
                                                "",
                                                Map.of("has", LabelSections.list(image.labels()))))
                        .toList());
    }

    private static List<String> line(DuplicateGroup group) {
        return List.of(
                names(group),
                group.haveCutOuts() ? "cut-outs" : "copies",
                group.haveOtherLabels()
                        ? "different: " + LabelSections.list(group.contradicting())
                        : "the same labels",
                group.areInOtherParts()
                        ? "in "
                                + group.images().stream()
                                        .map(DuplicateGroup.Member::part)
                                        .map(part -> part == null ? "none" : part)
                                        .distinct()
                                        .collect(Collectors.joining(" and "))
                        : group.images().get(0).part() == null ? "none" : "in one part");
    }

    private static String names(DuplicateGroup group) {
        String some =
                group.images().stream()
                        .limit(SHOWN)
                        .map(DuplicateGroup.Member::id)
                        .collect(Collectors.joining(" = "));
        int more = group.images().size() - SHOWN;
        return more > 0 ? some + " and %,d more".formatted(more) : some;
    }

    Section outliers() {
        return new Section(
                "Images unlike all others: %,d".formatted(findings.outliers().size()),
                "The mean distance to the five nearest images is far above what is usual here (Tukey's fence). They may not belong to the corpus, or show what it has too few images of.",
                List.of("image", "distance", "has"),
                findings.outliers().stream()
                        .limit(AuditSections.LINES)
                        .map(
                                o ->
                                        List.of(
                                                o.id(),
                                                "distance " + LabelSections.number(o.distance()),
                                                "has " + LabelSections.list(o.labels())))
                        .toList(),
                findings.outliers().stream()
                        .limit(AuditSections.CARDS)
                        .map(o -> new Card(o.id(), "", facts(o)))
                        .toList());
    }

    private static Map<String, String> facts(AuditFindings.Unlike unlike) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("distance", LabelSections.number(unlike.distance()));
        facts.put("has", LabelSections.list(unlike.labels()));
        return facts;
    }

    Section odd() {
        return new Section(
                "Images that are blank, dark or blurred: " + findings.odd().size(),
                "Measured at 128 x 128 pixels.",
                List.of("image", "what"),
                findings.odd().stream()
                        .limit(AuditSections.LINES)
                        .map(o -> List.of(o.id(), o.what()))
                        .toList(),
                findings.odd().stream()
                        .limit(AuditSections.CARDS)
                        .map(o -> new Card(o.id(), "", Map.of("what", o.what())))
                        .toList());
    }

    Section broken() {
        return new Section(
                "Images that can't be used: " + findings.broken().size(),
                "They are left out of everything.",
                List.of("image", "why"),
                findings.broken().stream()
                        .limit(AuditSections.LINES)
                        .map(b -> List.of(b.id(), b.reason()))
                        .toList(),
                List.of());
    }
}
