package org.tagzoo.app.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.AuditMap;
import org.tagzoo.app.report.AuditPage;
import org.tagzoo.app.report.AuditPage.Card;
import org.tagzoo.app.report.AuditPage.Section;
import org.tagzoo.app.report.LeakageText;

/** An audit's findings in words, for the terminal and for the page. */
public record AuditSections(AuditFindings findings) {

    /** More can't be looked at. */
    static final int CARDS = 60;

    /** More lines than this of one kind hide the others. */
    static final int LINES = 20;

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
     * @param map of its images
     * @throws IOException if an image can't be read any more
     */
    public AuditPage page(Thumbnails thumbnails, AuditMap map) throws IOException {
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
        return new AuditPage(findings.corpus(), facts, sections, map);
    }

    /** Returns all sections, their cards without pixels. */
    private List<Section> sections() {
        LabelSections labels = new LabelSections(findings);
        ImageSections images = new ImageSections(findings);
        return List.of(
                leaks(),
                labels.order(),
                images.duplicates(),
                labels.wrongLabels(),
                labels.weakGroups(),
                labels.relations(),
                labels.rare(),
                images.outliers(),
                images.odd(),
                images.broken());
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
}
