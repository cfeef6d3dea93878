package org.tagzoo.app.report;

import static j2html.TagCreator.attrs;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
import java.util.List;
import org.tagzoo.datasets.image.PixelBox;

/** Test images with their true and predicted boxes drawn. */
final class BoxSection {

    private BoxSection() {}

    static DomContent of(List<BoxExample> boxes) {
        return iff(
                !boxes.isEmpty(),
                each(
                        h3("Boxes, on test"),
                        Html.note(Words.of("boxes")),
                        ul(attrs(".gallery"), each(boxes, BoxSection::card))));
    }

    private static DomContent card(BoxExample example) {
        Svg drawing =
                Svg.of("svg", "class", "boxes", "role", "img")
                        .attr("aria-label", "boxes of image " + example.id())
                        .attr(
                                "viewBox",
                                "0 0 %d %d"
                                        .formatted(
                                                example.size().width(), example.size().height()));
        if (example.pixels() != null) {
            drawing.with(
                    Svg.of("image", "href", example.pixels())
                            .attr("width", example.size().width())
                            .attr("height", example.size().height()));
        }
        drawing.with(outline("true-box", example.box().truth()));
        drawing.with(outline("predicted-box", example.box().predicted()));
        DomContent facts =
                dl(
                        Html.item("IoU", FIGURE.show(example.box().overlap())),
                        Html.item("true", example.trueClass()),
                        Html.item("predicted", example.predictedClass()),
                        Html.item("image", example.id()));
        return li(figure(attrs(".error"), drawing, figcaption(facts)));
    }

    private static Svg outline(String style, PixelBox box) {
        return Svg.of("rect", "class", style, "x", box.left(), "y", box.top())
                .attr("width", Svg.at(Math.max(0, box.width())))
                .attr("height", Svg.at(Math.max(0, box.height())));
    }
}
