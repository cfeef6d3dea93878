package org.tagzoo.app.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.List;
import java.util.regex.Pattern;
import org.tagzoo.app.report.RowDetails.ErrorExample;
import org.tagzoo.app.report.RowDetails.Swap;
import org.tagzoo.app.report.RowDetails.SwapExample;

/** The images on which the network was sure and wrong (top losses), worst first. */
final class ErrorGallerySection {

    /** Only pixels: an address of any other kind could lead out of the page. */
    private static final Pattern PIXELS =
            Pattern.compile("data:image/(png|jpeg);base64,[A-Za-z0-9+/]++={0,2}");

    private ErrorGallerySection() {}

    static DomContent of(List<ErrorExample> errors, List<Swap> swaps) {
        DomContent heading =
                each(
                        h3("Error gallery: top losses on test"),
                        p("The corpus may be at fault too: look before blaming the network.")
                                .withClass("note"));
        return each(
                iff(!errors.isEmpty(), heading),
                kind(errors, "false positive", "Predicted with the highest scores, though not true"),
                kind(errors, "false negative", "True, with the lowest scores"),
                iff(!swaps.isEmpty(), h3("Labels taken for one another, on test")),
                each(swaps, ErrorGallerySection::swap));
    }

    private static DomContent kind(List<ErrorExample> errors, String kind, String heading) {
        List<ErrorExample> some = errors.stream().filter(e -> e.kind().equals(kind)).toList();
        DomContent cards =
                each(
                        some,
                        error ->
                                card(
                                        error.image(),
                                        error.thumbnail(),
                                        p(
                                                        strong(error.label()),
                                                        text(" "),
                                                        span(kind).withClass("badge"))
                                                .withClass("kind " + kind.substring(6)),
                                        Html.item("score", FigureFormat.FIGURE.show(error.score())),
                                        error.trueLabels(),
                                        error.predicted()));
        return iff(!some.isEmpty(), each(h4(heading), ul(cards).withClass("gallery")));
    }

    private static DomContent swap(Swap swap) {
        return each(
                h4(
                        strong(swap.trueLabel()),
                        text(" taken for "),
                        strong(swap.predictedLabel()),
                        text(": " + TableNotes.count(swap.images(), "image"))),
                ul(each(swap.examples(), example -> card(swap, example))).withClass("gallery"));
    }

    private static DomContent card(Swap swap, SwapExample example) {
        DomContent scores =
                each(
                        Html.item(
                                swap.predictedLabel(),
                                FigureFormat.FIGURE.show(example.predictedScore())),
                        Html.item(swap.trueLabel(), FigureFormat.FIGURE.show(example.trueScore())));
        return card(
                example.image(),
                example.thumbnail(),
                null,
                scores,
                example.trueLabels(),
                example.predicted());
    }

    private static DomContent card(
            String image,
            String thumbnail,
            DomContent heading,
            DomContent scores,
            List<String> trueLabels,
            List<String> predicted) {
        boolean isPixels = thumbnail != null && PIXELS.matcher(thumbnail).matches();
        DomContent shown =
                isPixels
                        ? img().withSrc(thumbnail)
                                .withAlt("image " + image)
                                .attr("loading", "lazy")
                                .attr("decoding", "async")
                        : div("no image").withClass("no-image");
        return li(
                figure(
                                shown,
                                figcaption(
                                        heading,
                                        dl(
                                                scores,
                                                Html.item("true", list(trueLabels)),
                                                Html.item("predicted", list(predicted)),
                                                Html.item("image", image))))
                        .withClass("error"));
    }


    private static String list(List<String> labels) {
        return labels.isEmpty() ? "none" : String.join(", ", labels);
    }
}
