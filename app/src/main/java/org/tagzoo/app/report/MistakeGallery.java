package org.tagzoo.app.report;

import java.util.List;
import java.util.regex.Pattern;
import org.tagzoo.app.report.RowDetails.Mistake;
import org.tagzoo.app.report.RowDetails.Swap;
import org.tagzoo.app.report.RowDetails.SwapExample;

/** The images on which the network was sure and wrong, worst first. */
final class MistakeGallery {

    /** Only pixels: an address of any other kind could lead out of the page. */
    private static final Pattern PIXELS =
            Pattern.compile("data:image/(png|jpeg);base64,[A-Za-z0-9+/]++={0,2}");

    private final Markup page;
    private final List<Mistake> mistakes;
    private final List<Swap> swaps;

    MistakeGallery(Markup page, List<Mistake> mistakes, List<Swap> swaps) {
        this.page = page;
        this.mistakes = mistakes;
        this.swaps = swaps;
    }

    void write() {
        if (!mistakes.isEmpty()) {
            page.leaf("h3", "Worst mistakes, on test");
            page.leaf(
                    "p",
                    "The corpus may be at fault too: look before blaming the network.",
                    "class",
                    "note");
        }
        kind("false positive", "Attached with the highest scores, though not true");
        kind("false negative", "True, with the lowest scores");
        if (!swaps.isEmpty()) {
            page.leaf("h3", "Labels taken for one another, on test");
            swaps.forEach(this::swap);
        }
    }

    private void kind(String kind, String heading) {
        List<Mistake> some = mistakes.stream().filter(m -> m.kind().equals(kind)).toList();
        if (some.isEmpty()) {
            return;
        }
        page.leaf("h4", heading);
        page.open("ul", "class", "gallery");
        for (Mistake mistake : some) {
            page.open("li");
            card(mistake);
            page.close();
        }
        page.close();
    }

    private void card(Mistake mistake) {
        boolean isPositive = mistake.kind().equals("false positive");
        page.open("figure", "class", "mistake");
        image(mistake.image(), mistake.thumbnail());
        page.open("figcaption");
        page.open("p", "class", isPositive ? "kind positive" : "kind negative");
        page.leaf("strong", mistake.label()).text(" ");
        page.leaf("span", mistake.kind(), "class", "badge").close();
        page.open("dl");
        item("score", FigureFormat.FIGURE.show(mistake.score()));
        item("true", list(mistake.trueLabels()));
        item("attached", list(mistake.attached()));
        item("image", mistake.image());
        page.close().close().close();
    }

    private void swap(Swap swap) {
        page.open("h4").leaf("strong", swap.trueLabel()).text(" taken for ");
        page.leaf("strong", swap.attachedLabel());
        page.text(": " + TableNotes.count(swap.images(), "image")).close();
        page.open("ul", "class", "gallery");
        for (SwapExample example : swap.examples()) {
            page.open("li").open("figure", "class", "mistake");
            image(example.image(), example.thumbnail());
            page.open("figcaption").open("dl");
            item(swap.attachedLabel(), FigureFormat.FIGURE.show(example.attachedScore()));
            item(swap.trueLabel(), FigureFormat.FIGURE.show(example.trueScore()));
            item("true", list(example.trueLabels()));
            item("attached", list(example.attached()));
            item("image", example.image());
            page.close().close().close().close();
        }
        page.close();
    }

    private void image(String image, String thumbnail) {
        if (thumbnail != null && PIXELS.matcher(thumbnail).matches()) {
            page.empty(
                    "img",
                    "src",
                    thumbnail,
                    "alt",
                    "image " + image,
                    "loading",
                    "lazy",
                    "decoding",
                    "async");
        } else {
            page.leaf("div", "image missing", "class", "no-picture");
        }
    }

    private void item(String name, String value) {
        page.open("div").leaf("dt", name).leaf("dd", value).close();
    }

    private static String list(List<String> labels) {
        return labels.isEmpty() ? "none" : String.join(", ", labels);
    }
}
