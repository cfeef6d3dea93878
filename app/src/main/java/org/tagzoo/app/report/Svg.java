package org.tagzoo.app.report;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/** An element of a drawing. */
final class Svg extends ContainerTag<Svg> {

    private Svg(String name) {
        super(name);
    }

    /**
     * An element.
     *
     * @param attributes name, value, name, value; numbers are positions
     */
    static Svg of(String name, Object... attributes) {
        Svg element = new Svg(name);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            element.attr((String) attributes[i], value instanceof Double at ? at(at) : value);
        }
        return element;
    }

    /**
     * A drawing with words for who can't see it.
     *
     * @param id that no other element of the page has
     */
    static Svg chart(String kind, String id, String title, String description) {
        return of("svg", "class", "chart " + kind, "role", "img")
                .attr("aria-labelledby", id + "-title " + id + "-words")
                .with(of("title", "id", id + "-title").withText(title))
                .with(of("desc", "id", id + "-words").withText(description));
    }

    static Svg line(String style, Object x1, Object y1, Object x2, Object y2) {
        return of("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    /** A text that begins at a place. */
    static Svg text(String style, Object x, Object y, String text) {
        return of("text", "class", style, "x", x, "y", y).withText(text);
    }

    /** Puts a text's middle or end where it began. */
    Svg anchor(String anchor) {
        return attr("text-anchor", anchor);
    }

    /** What is shown where the pointer rests. */
    static Svg hint(String text) {
        return of("title").withText(text);
    }

    /**
     * A horizontal axis: evenly spaced lines downwards, a label below each.
     *
     * @param left place of the first in percent of the width
     * @param right place of the last
     * @param foot where the lines end
     * @param labels how far below the foot these stand
     * @param isWhole whether the axis takes the whole width, and no label may stand out
     */
    static List<DomContent> axis(
            List<String> ticks, double left, double right, int foot, int labels, boolean isWhole) {
        int last = ticks.size() - 1;
        return IntStream.rangeClosed(0, last)
                .<DomContent>mapToObj(
                        i -> {
                            String x = percent(left + (right - left) * i / last);
                            String edge = i == 0 ? "start" : i == last ? "end" : "middle";
                            return of("g").with(line(i == 0 ? "axis" : "grid", x, 0, x, foot))
                                    .with(
                                            text("tick", x, foot + labels, ticks.get(i))
                                                    .anchor(isWhole ? edge : "middle"));
                        })
                .toList();
    }

    /** A position with two decimals at most: finer can't be seen. */
    static String at(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A position as a share of the drawing's width. */
    static String percent(double value) {
        return at(value) + "%";
    }
}
