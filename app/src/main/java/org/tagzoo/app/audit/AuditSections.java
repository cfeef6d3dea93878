package org.tagzoo.app.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.AuditPage;
import org.tagzoo.app.report.AuditPage.Card;
import org.tagzoo.app.report.AuditPage.Section;
import org.tagzoo.app.report.LeakageText;

/** An audit's findings in words, for the terminal and for the page. */
public record AuditSections(AuditFindings findings) {

    /** More can't be looked at. */
    private static final int CARDS = 60;

    private static final int GROUPS = 20;
    private static final int SHOWN = 4;

    /** More lines than this of one kind hide the others. */
    private static final int LINES = 20;

    /** Returns the findings for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Section section : sections()) {
            text.append(section.title()).append('\n');
            for (List<String> line : section.lines()) {
                text.append("  ").append(String.join(", ", line)).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * Returns the page.
     *
     * @param thumbnails of the corpus
     * @throws IOException if an image can't be read any more
     */
    public AuditPage page(Thumbnails thumbnails) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("images", "%,d".formatted(findings.images()));
        facts.put("labels", "%,d".formatted(findings.labels()));
        facts.put("embeddings", findings.network());
        List<Section> sections = new ArrayList<>();
        for (Section section : sections()) {
            List<Card> cards = new ArrayList<>();
            for (Card card : section.cards()) {
                cards.add(new Card(card.id(), thumbnails.draw(card.id()), card.facts()));
            }
            sections.add(
                    new Section(
                            section.title(),
                            section.note(),
                            section.headings(),
                            section.lines(),
                            cards));
        }
        return new AuditPage(findings.corpus(), facts, sections);
    }

    /** Returns all sections, their cards without pixels. */
    private List<Section> sections() {
        return List.of(leaks(), duplicates(), wrongLabels(), relations(), rare(), odd(), broken());
    }

    private Section wrongLabels() {
        return new Section(
                "Labels that are likely wrong: the %,d likeliest"
                        .formatted(findings.wrongLabels().size()),
                "Each image was scored by a linear layer on its embedding that never saw it. A surplus label is one that the image has and likely should not; a missing one it likely should have. The score says how many of the images that look so to the network have the label. Look before you change anything.",
                List.of("image", "label", "kind", "score", "has"),
                findings.wrongLabels().stream()
                        .limit(LINES)
                        .map(
                                w ->
                                        List.of(
                                                w.id(),
                                                w.label(),
                                                w.kind(),
                                                "score " + number(w.score()),
                                                "has " + list(w.labels())))
                        .toList(),
                findings.wrongLabels().stream().limit(CARDS).map(AuditSections::card).toList());
    }

    private static Card card(AuditFindings.WrongLabel wrong) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(wrong.kind(), wrong.label());
        facts.put("score", number(wrong.score()));
        facts.put("has", list(wrong.labels()));
        return new Card(wrong.id(), "", facts);
    }

    private Section leaks() {
        List<String> leaks = LeakageText.leaks(findings.leaks());
        return new Section(
                "What predicts labels without looking: " + findings.leaks().leaks().size(),
                "A network can learn such things in place of what images show. 'tagzoo probe' prints the whole table.",
                List.of("leak"),
                leaks.stream().map(List::of).toList(),
                List.of());
    }

    private Section duplicates() {
        List<DuplicateGroup> groups = findings.duplicates();
        return new Section(
                "Images that show the same: %,d groups, %,d with different labels"
                        .formatted(
                                groups.size(),
                                groups.stream().filter(DuplicateGroup::haveOtherLabels).count()),
                "Copies saved again, resized, grey or mirrored, by a perceptual hash; cut-outs are not found. If one is trained on and another tested on, the test says too much.",
                List.of("images", "labels"),
                groups.stream()
                        .limit(LINES)
                        .map(
                                group ->
                                        List.of(
                                                names(group),
                                                group.haveOtherLabels() ? "different" : "the same"))
                        .toList(),
                groups.stream()
                        .limit(GROUPS)
                        .flatMap(group -> group.images().stream())
                        .limit(CARDS)
                        .map(image -> new Card(image.id(), "", Map.of("has", list(image.labels()))))
                        .toList());
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

    private Section relations() {
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

    private Section rare() {
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

    private Section odd() {
        return new Section(
                "Images that are blank, dark or blurred: " + findings.odd().size(),
                "Measured at 128 x 128 pixels.",
                List.of("image", "what"),
                findings.odd().stream().limit(LINES).map(o -> List.of(o.id(), o.what())).toList(),
                findings.odd().stream()
                        .limit(CARDS)
                        .map(o -> new Card(o.id(), "", Map.of("what", o.what())))
                        .toList());
    }

    private Section broken() {
        return new Section(
                "Images that can't be used: " + findings.broken().size(),
                "They are left out of everything.",
                List.of("image", "why"),
                findings.broken().stream()
                        .limit(LINES)
                        .map(b -> List.of(b.id(), b.reason()))
                        .toList(),
                List.of());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String list(List<String> labels) {
        return labels.isEmpty() ? "none" : String.join(" ", labels);
    }
}
