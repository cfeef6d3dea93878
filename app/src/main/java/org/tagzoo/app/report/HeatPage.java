package org.tagzoo.app.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.explain.HeatMap;
import org.tagzoo.zoo.explain.HeatMethod;

/**
 * A page of one image and the heat maps of some of its labels. One file that needs no network and
 * asks for none.
 *
 * @param name the image's name
 * @param network in words, such as {@code resnet50, 14 labels}
 * @param image as a {@code data:} address
 * @param width of the image, in any unit
 * @param height of the image, in the same unit
 * @param method what made the maps
 * @param labels in the order of the page; may be empty
 */
public record HeatPage(
        String name,
        String network,
        String image,
        int width,
        int height,
        HeatMethod method,
        List<Label> labels) {

    /** Logits that would be written as 0.0. */
    private static final double TRACE = 0.05;

    public HeatPage {
        labels = List.copyOf(labels);
    }

    /**
     * A label of the image.
     *
     * @param score 0 to 1
     * @param threshold from which score on it is attached; above 1: never; {@code null} where there
     *     are no thresholds
     */
    public record Label(double score, Double threshold, boolean attached, HeatMap map) {}

    /**
     * Writes the page, whole or not at all. The same page gives the same bytes.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        AtomicFile.write(target, out -> write(new Markup(out)));
    }

    private void write(Markup page) {
        PageHead.write(page, "Heat maps: " + name, style(), null);
        page.open("body").open("header");
        page.leaf("p", "TagZoo heat maps", "class", "eyebrow");
        page.leaf("h1", name);
        page.leaf("p", network);
        page.close().open("main");
        if (labels.isEmpty()) {
            page.leaf("p", "No label reaches its threshold; --all shows the maps of all labels.");
        } else {
            HeatLegend.write(page, method);
        }
        page.open("ul", "class", "maps");
        page.open("li").open("figure").open("div", "class", "stack");
        page.empty("img", "src", image, "alt", "The image " + name + " as it is").close();
        page.open("figcaption").leaf("h2", "As it is").close().close().close();
        labels.forEach(label -> label(page, label));
        page.close().close().close().close();
        page.text("\n");
    }

    /** The image is written once, and shown under each map. */
    private String style() {
        return PageHead.resource("pictures.css")
                + PageHead.resource("heat.css")
                + ".stack { --ratio: calc(%d / %d); }\n".formatted(width, height)
                + ".under { background-image: url(\"%s\"); }\n".formatted(image);
    }

    private void label(Markup page, Label label) {
        HeatMap map = label.map();
        double top = HeatOverlay.top(map);
        String hottest =
                map.largest() < TRACE
                        ? "no place speaks for it"
                        : String.format(
                                Locale.ROOT,
                                "hottest %s, %.1f logits",
                                HeatPlace.of(map),
                                map.largest());
        page.open("li").open("figure").open("div", "class", "stack");
        page.open("div", "class", "under", "aria-hidden", "true").close();
        page.empty(
                "img",
                "class",
                "heat",
                "src",
                HeatOverlay.dataAddress(map, width, height, top),
                "alt",
                "Heat map of %s over the image: %s".formatted(map.label(), hottest));
        page.close().open("figcaption");
        page.leaf("h2", map.label());
        page.open("p").leaf("strong", FigureFormat.FIGURE.show(label.score()));
        page.text(label.attached() ? " attached" : " not attached");
        page.text(threshold(label)).close();
        scoreBar(page, label);
        page.leaf("p", hottest, "class", "note");
        page.close().close().close();
    }

    private static String threshold(Label label) {
        if (label.threshold() == null) {
            return "";
        }
        return ", threshold "
                + (label.threshold() > 1 ? "never" : FigureFormat.FIGURE.show(label.threshold()));
    }

    /** The sentence above says the same. */
    private static void scoreBar(Markup page, Label label) {
        page.open(
                "svg",
                "class",
                label.attached() ? "score attached" : "score",
                "viewBox",
                "0 0 100 4",
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true");
        page.empty("rect", "class", "track", "width", "100", "height", "4");
        page.empty("rect", "class", "value", "width", percent(label.score()), "height", "4");
        if (label.threshold() != null && label.threshold() <= 1) {
            String at = percent(label.threshold());
            page.empty("line", "x1", at, "x2", at, "y1", "0", "y2", "4");
        }
        page.close();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
