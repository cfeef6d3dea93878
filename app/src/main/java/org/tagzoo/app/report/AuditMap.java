package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.json.CheckedJson;

/**
 * Images of a corpus on a map, those that look alike to a network near each other; tags are
 * colours, and an image is shown where a pointer rests.
 *
 * @param of how many images the corpus has
 * @param labels the names of all
 * @param common the numbers of the labels that get a colour, {@value #COLOURS} at most, the
 *     commonest first
 * @param dots the images
 * @param sheets {@code data:} addresses of images with the dots' small images in order, {@link
 *     #columns} in a row and as many rows
 * @param columns of a sheet
 * @param tile side of a small image in pixels
 */
public record AuditMap(
        int of,
        List<String> labels,
        List<Integer> common,
        List<Dot> dots,
        List<String> sheets,
        int columns,
        int tile) {

    /** How many colours can be told apart. */
    public static final int COLOURS = 8;

    /** Places are whole numbers from 0 to this. */
    public static final int EXTENT = 1000;

    private static final int SHOWN = 192;

    public AuditMap {
        labels = List.copyOf(labels);
        common = List.copyOf(common);
        dots = List.copyOf(dots);
        sheets = List.copyOf(sheets);
    }

    /**
     * An image.
     *
     * @param x 0 to {@value AuditMap#EXTENT}, to the right
     * @param y the same, down
     * @param labels their numbers
     */
    public record Dot(String id, int x, int y, List<Integer> labels) {

        public Dot {
            labels = List.copyOf(labels);
        }
    }

    DomContent draw() {
        String some =
                dots.size() == of
                        ? ""
                        : " Drawn are %,d of the %,d images, chosen at random."
                                .formatted(dots.size(), of);
        return section(
                h2("Map of the images"),
                Html.note(
                        "Images that look alike to the network lie near each other; directions and far distances mean nothing. Rest the pointer on a dot to see its image. A dot of several of the tags below has the colour of the rarest."
                                + some),
                p(
                        attrs(".legend"),
                        each(
                                IntStream.range(0, common.size())
                                        .mapToObj(
                                                i ->
                                                        span(labels.get(common.get(i)))
                                                                .withClass("key k" + i)))),
                p(
                        label("Show one tag: ").withFor("map-label"),
                        select(
                                        option("all in colours").withValue(""),
                                        each(
                                                IntStream.range(0, labels.size())
                                                        .mapToObj(
                                                                l ->
                                                                        option(labels.get(l))
                                                                                .withValue(
                                                                                        "" + l))))
                                .withId("map-label")),
                div(
                        attrs(".map"),
                        canvas().withId("map")
                                .attr("width", EXTENT)
                                .attr("height", EXTENT)
                                .attr("role", "img")
                                .attr("aria-label", "Map of the images")
                                .attr("data-dots", places())
                                .attr("data-ids", CheckedJson.line(ids()))
                                .attr("data-labels", CheckedJson.line(labels))
                                .attr("data-common", CheckedJson.line(common))
                                .attr("data-columns", columns)
                                .attr("data-tile", tile),
                        figure(
                                canvas().withId("map-image")
                                        .attr("width", SHOWN)
                                        .attr("height", SHOWN),
                                figcaption().withId("map-words"))),
                each(
                        sheets,
                        sheet ->
                                img().withClass("sheet")
                                        .withSrc(sheet)
                                        .withAlt("")
                                        .attr("hidden", "hidden")));
    }

    private List<String> ids() {
        return dots.stream().map(Dot::id).toList();
    }

    private String places() {
        return CheckedJson.line(
                dots.stream()
                        .map(
                                dot ->
                                        IntStream.concat(
                                                        IntStream.of(dot.x, dot.y),
                                                        dot.labels.stream().mapToInt(l -> l))
                                                .toArray())
                        .toList());
    }
}
