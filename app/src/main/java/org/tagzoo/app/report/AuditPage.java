package org.tagzoo.app.report;

import static j2html.TagCreator.attrs;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * What an audit of a corpus found, as a page. One file that needs no network and asks for none.
 *
 * @param corpus its name
 * @param facts for the top of the page
 * @param sections in order
 * @param map of the images, at the end
 */
public record AuditPage(
        String corpus, Map<String, String> facts, List<Section> sections, AuditMap map) {

    public AuditPage {
        sections = List.copyOf(sections);
    }

    /**
     * One kind of finding.
     *
     * @param title says how many there are
     * @param note how to read it
     * @param headings of a table; empty for none
     * @param lines of the table, as many cells each
     * @param cards images to look at; may be empty
     */
    public record Section(
            String title,
            String note,
            List<String> headings,
            List<List<String>> lines,
            List<Card> cards) {

        public Section {
            headings = List.copyOf(headings);
            lines = List.copyOf(lines);
            cards = List.copyOf(cards);
        }
    }

    /**
     * An image.
     *
     * @param pixels a {@code data:} address
     * @param facts below it
     */
    public record Card(String id, String pixels, Map<String, String> facts) {}

    /**
     * Writes the page, whole or not at all.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        DomContent top =
                header(
                        p(attrs(".eyebrow"), "TagZoo audit"),
                        h1(corpus),
                        dl(attrs(".facts"), each(facts, Html::item)));
        String style =
                Html.resource(AuditPage.class, "report.css")
                        + Html.resource(AuditPage.class, "map.css");
        String script = Html.resource(AuditPage.class, "map.js");
        DomContent content =
                main(each(sections, AuditPage::draw), map.draw(), script(rawHtml(script)));
        AtomicFile.write(
                target, out -> Html.write(out, "Audit: " + corpus, style, script, top, content));
    }

    private static DomContent draw(Section section) {
        return section(
                h2(section.title),
                Html.note(section.note),
                section.lines.isEmpty()
                        ? null
                        : Html.table(
                                section.title,
                                "",
                                each(section.headings, heading -> Html.column(heading, false)),
                                tbody(
                                        each(
                                                section.lines,
                                                line -> tr(each(line, cell -> td(cell)))))),
                section.cards.isEmpty()
                        ? null
                        : ul(attrs(".gallery"), each(section.cards, AuditPage::card)));
    }

    private static DomContent card(Card card) {
        return li(
                figure(
                        attrs(".error"),
                        Html.image(card.pixels, "image " + card.id),
                        figcaption(dl(each(card.facts, Html::item), Html.item("image", card.id)))));
    }
}
