package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
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
 * @param pixels of the image as a {@code data:} address
 * @param width of the image, in any unit
 * @param height of the image, in the same unit
 * @param method what made the maps
 * @param labels in the order of the page; may be empty
 * @param sheets what else is shown of the network, below the maps
 */
public record HeatPage(
        String name,
        String network,
        String pixels,
        int width,
        int height,
        HeatMethod method,
        List<Label> labels,
        List<TileSheet> sheets) {

    /** Logits that would be written as 0.0. */
    private static final double TRACE = 0.05;

    private static final String[][] PLACES = {
        {"at the top left", "at the top", "at the top right"},
        {"at the left", "in the middle", "at the right"},
        {"at the bottom left", "at the bottom", "at the bottom right"}
    };

    public HeatPage {
        labels = List.copyOf(labels);
        sheets = List.copyOf(sheets);
    }

    /**
     * A label of the image.
     *
     * @param score 0 to 1
     * @param threshold from which score on it is predicted; above 1: never; {@code null} where
     *     there are no thresholds
     */
    public record Label(double score, Double threshold, boolean predicted, HeatMap map) {}

    /**
     * Writes the page, whole or not at all. The same page gives the same bytes.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        AtomicFile.write(
                target,
                out -> Html.write(out, "Heat maps: " + name, style(), "", top(), content()));
    }

    private DomContent top() {
        return header(p(attrs(".eyebrow"), "TagZoo heat maps"), h1(name), p(network));
    }

    private DomContent content() {
        DomContent asItIs =
                li(
                        figure(
                                div(
                                        attrs(".stack"),
                                        img().withSrc(pixels)
                                                .withAlt("The image %s as it is".formatted(name))),
                                figcaption(h2("As it is"))));
        return main(
                labels.isEmpty()
                        ? p("No label is predicted; --all shows the maps of all labels.")
                        : legend(),
                ul(attrs(".maps"), asItIs, each(labels, this::label)),
                each(sheets, TileSheet::draw));
    }

    /** The image is written once, and shown under each map. */
    private String style() {
        return Html.resource(HeatPage.class, "images.css")
                + Html.resource(HeatPage.class, "heat.css")
                + Html.resource(HeatPage.class, "tiles.css")
                + ".stack { --ratio: calc(%d / %d); }\n".formatted(width, height)
                + ".under { background-image: url(\"%s\"); }\n".formatted(pixels);
    }

    /** What the colours mean. */
    private DomContent legend() {
        StringBuilder stops = new StringBuilder();
        for (int i = 0; i <= 8; i++) {
            double heat = i / 8.0;
            stops.append("<stop offset=\"").append(decimal("%.3f", heat));
            stops.append("\" stop-color=\"").append("#%06x".formatted(HeatOverlay.rgb(heat)));
            stops.append("\" stop-opacity=\"").append(decimal("%.3f", HeatOverlay.opacity(heat)));
            stops.append("\"/>");
        }
        DomContent scale =
                rawHtml(
                        """
                        <svg viewBox="0 0 240 14" preserveAspectRatio="none" role="img"
                         aria-label="Colour scale, from dark blue over red to light yellow"><defs>
                        <linearGradient id="scale">%s</linearGradient></defs>
                        <rect width="240" height="14" fill="url(#scale)"/></svg>"""
                                .formatted(stops));
        return section(
                        attrs(".legend"),
                        scale,
                        p(
                                attrs(".ends"),
                                span("0 and less"),
                                span("half"),
                                span("the map's hottest place")),
                        p(Words.of("heat." + method)),
                        Html.note(Words.of("heat.scale")))
                .attr("aria-label", "What the colours mean");
    }

    private DomContent label(Label label) {
        HeatMap map = label.map();
        String hottest =
                map.largest() < TRACE
                        ? "no place speaks for it"
                        : "hottest " + place(map) + decimal(", %.1f logits", map.largest());
        String threshold =
                label.threshold() == null
                        ? ""
                        : ", threshold "
                                + (label.threshold() > 1
                                        ? "never"
                                        : FIGURE.show(label.threshold()));
        return li(
                figure(
                        div(
                                attrs(".stack"),
                                div(attrs(".under")).attr("aria-hidden", "true"),
                                img(attrs(".heat"))
                                        .withSrc(HeatOverlay.dataAddress(map, width, height))
                                        .withAlt(
                                                "Heat map of %s over the image: %s"
                                                        .formatted(map.label(), hottest))),
                        figcaption(
                                h2(map.label()),
                                p(
                                        strong(FIGURE.show(label.score())),
                                        text(label.predicted() ? " predicted" : " not predicted"),
                                        text(threshold)),
                                scoreBar(label),
                                Html.note(hottest))));
    }

    /** Says where a map is hottest, for those who don't see it. */
    static String place(HeatMap map) {
        int cell = map.hottest();
        return PLACES[third(cell / map.columns(), map.rows())][
                third(cell % map.columns(), map.columns())];
    }

    /** The third of a side that a cell's centre lies in. */
    private static int third(int cell, int cells) {
        return (2 * cell + 1) * 3 / (2 * cells);
    }

    /** The sentence above says the same. */
    private static DomContent scoreBar(Label label) {
        boolean isReachable = label.threshold() != null && label.threshold() <= 1;
        String at = isReachable ? percent(label.threshold()) : "";
        return rawHtml(
                """
                <svg class="score%s" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="track" width="100" height="4"/>
                <rect class="value" width="%s" height="4"/>%s</svg>"""
                        .formatted(
                                label.predicted() ? " predicted" : "",
                                percent(label.score()),
                                isReachable
                                        ? "<line x1='%1$s' x2='%1$s' y1='0' y2='4'/>".formatted(at)
                                        : ""));
    }

    private static String percent(double share) {
        return decimal("%.1f", 100 * share);
    }

    private static String decimal(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
