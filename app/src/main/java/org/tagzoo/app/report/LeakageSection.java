package org.tagzoo.app.report;

import static j2html.TagCreator.attrs;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.section;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.List;

/** The report's leakage probe. */
final class LeakageSection {

    private LeakageSection() {}

    static DomContent of(Leakage leakage) {
        List<List<String>> lines = LeakageText.lines(leakage);
        return section(
                attrs("#leakage"),
                h2(LeakageText.TITLE),
                ul(attrs(".notes"), each(LeakageText.sentences(leakage), s -> li(s))),
                Html.note(Words.of("leakage.reading")),
                Html.words(LeakageText.TITLE, lines, i -> i != 0 && i != 3));
    }
}
