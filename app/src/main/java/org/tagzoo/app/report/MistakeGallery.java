package org.tagzoo.app.report;

import java.util.List;
import java.util.regex.Pattern;
import org.tagzoo.app.report.RowDetails.Mistake;

/** The images on which the network was sure and wrong, worst first. */
final class MistakeGallery {

    /** Only pixels: an address of any other kind could lead out of the page. */
    private static final Pattern PIXELS =
            Pattern.compile("data:image/(png|jpeg);base64,[A-Za-z0-9+/]++={0,2}");

    private final Markup page;
    private final List<Mistake> mistakes;

    MistakeGallery(Markup page, List<Mistake> mistakes) {
        this.page = page;
        this.mistakes = mistakes;
    }

    void write() {
        if (mistakes.isEmpty()) {
            return;
        }
        page.leaf("h3", "Worst mistakes, on test");
        page.leaf(
                "p",
                "Attached with a high score though not true, or true with a low score. The corpus"
                        + " may be at fault too: look before blaming the network.",
                "class",
                "note");
        page.open("ul", "class", "gallery");
        for (Mistake mistake : mistakes) {
            page.open("li");
            card(mistake);
            page.close();
        }
        page.close();
    }

    private void card(Mistake mistake) {
        boolean isPositive = mistake.kind().equals("false positive");
        String score = FigureFormat.FIGURE.show(mistake.score());
        page.open("figure", "class", "mistake");
        if (mistake.thumbnail() != null && PIXELS.matcher(mistake.thumbnail()).matches()) {
            page.empty(
                    "img",
                    "src",
                    mistake.thumbnail(),
                    "alt",
                    "image " + mistake.image(),
                    "loading",
                    "lazy",
                    "decoding",
                    "async");
        } else {
            page.leaf("div", "no picture", "class", "no-picture");
        }
        page.open("figcaption");
        page.open("p", "class", isPositive ? "kind positive" : "kind negative");
        page.leaf("strong", mistake.label()).text(" ");
        page.leaf("span", mistake.kind(), "class", "badge").close();
        page.open("dl");
        item("score", score);
        item("true", list(mistake.trueLabels()));
        item("attached", list(mistake.attached()));
        item("image", mistake.image());
        page.close().close().close();
    }

    private void item(String name, String value) {
        page.open("div").leaf("dt", name).leaf("dd", value).close();
    }

    private static String list(List<String> labels) {
        return labels.isEmpty() ? "none" : String.join(", ", labels);
    }
}
