package org.tagzoo.app.report;

import java.util.Locale;
import org.tagzoo.zoo.explain.HeatMethod;

/** What the colours of heat maps mean. */
final class HeatLegend {

    private static final int STOPS = 8;

    private HeatLegend() {}

    static void write(Markup page, HeatMethod method) {
        page.open("section", "class", "legend", "aria-label", "What the colours mean");
        page.open(
                "svg",
                "viewBox",
                "0 0 240 14",
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                "Colour scale, from dark blue over red to light yellow");
        page.open("defs").open("linearGradient", "id", "scale");
        for (int i = 0; i <= STOPS; i++) {
            double heat = (double) i / STOPS;
            page.empty(
                    "stop",
                    "offset",
                    decimal(heat),
                    "stop-color",
                    "#%06x".formatted(HeatColours.rgb(heat)),
                    "stop-opacity",
                    decimal(HeatColours.opacity(heat)));
        }
        page.close().close();
        page.empty("rect", "width", "240", "height", "14", "fill", "url(#scale)").close();
        page.open("p", "class", "ends").leaf("span", "0 and less");
        page.leaf("span", "half").leaf("span", "the map's hottest place").close();
        page.leaf("p", meaning(method));
        page.leaf(
                "p",
                "The lighter the colour, the hotter; a line goes around what is hotter than half."
                    + " Each map has its own scale, from 0 to its hottest place, or to 0.25 logits"
                    + " where that is less.",
                "class",
                "note");
        page.close();
    }

    private static String meaning(HeatMethod method) {
        return switch (method) {
            case CLASS_ACTIVATION ->
                    "The colour of a place is the logit that the network would give to it alone"
                            + " (class activation): above 0, the place speaks for the label. A"
                            + " image's own logit is the mean of all its places, those that speak"
                            + " against the label too, where the network's head is one layer.";
            case OCCLUSION ->
                    "The colour of a place says by how much the label's logit falls when a gray"
                            + " square covers it (occlusion). Places that are gray themselves stay"
                            + " cold.";
        };
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
