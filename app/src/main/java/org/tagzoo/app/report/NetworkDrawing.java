package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.COUNT;

import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.zoo.network.Dims;

/**
 * A network as a row of boxes, each a layer or a stage: the higher, the larger its maps; the wider,
 * the more channels, both by their logarithms.
 *
 * @param id that no other element of the page has
 * @param title what it shows
 * @param blocks in the order in which they are computed
 */
record NetworkDrawing(String id, String title, List<NetworkBlock> blocks) {

    private static final int MOST_COLUMNS = 10;
    private static final double SLOT = 108;
    private static final double LINE = 176;
    private static final double FLOOR = 116;
    private static final double HIGHEST = 74;
    private static final double WIDEST = 44;
    private static final double LEAST = 7;
    private static final double MOST_DEPTH = 20;
    private static final int MOST_LETTERS = 16;

    Svg draw() {
        int lines = Math.max(1, (blocks.size() + MOST_COLUMNS - 1) / MOST_COLUMNS);
        int columns = (blocks.size() + lines - 1) / lines;
        double width = columns * SLOT;
        Svg drawing =
                Svg.chart("network-drawing", id, title, "The table below it says the same.")
                        .attr("viewBox", "0 0 " + Svg.at(width) + " " + Svg.at(lines * LINE))
                        // Letters keep their size, however few boxes there are.
                        .attr("width", Svg.at(width))
                        .attr("height", Svg.at(lines * LINE));
        double side = blocks.stream().mapToDouble(each -> side(each.output())).max().orElse(1);
        int channels = blocks.stream().mapToInt(each -> each.output().channels()).max().orElse(1);
        for (int i = 0; i < blocks.size(); i++) {
            double x = i % columns * SLOT;
            int line = i / columns;
            double y = line * LINE;
            drawing.with(box(blocks.get(i), x, y, side, channels));
            if (i + 1 < blocks.size()) {
                drawing.with(arrow(x + SLOT, y + FLOOR - 12));
            }
        }
        return drawing;
    }

    private static double side(Dims dims) {
        return dims.isMap()
                ? Math.sqrt((double) dims.height() * dims.width())
                : dims.isTokens() ? Math.sqrt(dims.sizes().get(0)) : 1;
    }

    /** Returns a length between the least and the most; a value of 1 has the least. */
    private static double length(double value, double largest, double most) {
        return LEAST + (most - LEAST) * Math.log(value) / Math.max(1e-9, Math.log(largest));
    }

    private static Svg box(NetworkBlock block, double left, double top, double side, int channels) {
        double height = length(side(block.output()), side, HIGHEST);
        double width = length(block.output().channels(), channels, WIDEST);
        double depth = MOST_DEPTH * height / HIGHEST;
        double x = left + (SLOT - width - depth) / 2;
        double y = top + FLOOR - height;
        double middle = left + SLOT / 2;
        String name = block.name().isEmpty() ? block.what() : block.name();
        String parameters = block.parameters() == 0 ? "" : COUNT.show(block.parameters());
        return Svg.of("g")
                .with(
                        Svg.hint(
                                "%s (%s): %s, %s parameters"
                                        .formatted(
                                                name,
                                                block.what(),
                                                block.shape(),
                                                COUNT.show(block.parameters()))),
                        face("box-top", x, y, width, 0, depth, -depth),
                        face("box-side", x + width, y, 0, height, depth, -depth),
                        Svg.of("rect", "class", "box-front", "x", x, "y", y)
                                .attr("width", Svg.at(width))
                                .attr("height", Svg.at(height)),
                        label(
                                "name",
                                middle,
                                top + FLOOR + 17,
                                StringUtils.abbreviate(name, "…", MOST_LETTERS)),
                        label("tick", middle, top + FLOOR + 33, block.shape()),
                        label("tick", middle, top + FLOOR + 48, parameters));
    }

    private static Svg label(String style, double x, double y, String text) {
        return Svg.text(style, x, y, text).anchor("middle");
    }

    /** A face from a corner along an edge, and along another that goes back. */
    private static Svg face(
            String style, double x, double y, double right, double down, double dx, double dy) {
        return Svg.of("path", "class", style)
                .attr(
                        "d",
                        "M%s %sl%s %sl%s %sl%s %sZ"
                                .formatted(
                                        Svg.at(x),
                                        Svg.at(y),
                                        Svg.at(right),
                                        Svg.at(down),
                                        Svg.at(dx),
                                        Svg.at(dy),
                                        Svg.at(-right),
                                        Svg.at(-down)));
    }

    private static Svg arrow(double x, double y) {
        return Svg.of("path", "class", "arrow")
                .attr("d", "M%s %sh14m-4 -4l4 4l-4 4".formatted(Svg.at(x - 7), Svg.at(y)));
    }
}
