package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
import java.util.List;
import java.util.regex.Pattern;
import org.tagzoo.app.report.RowDetails.ErrorExample;
import org.tagzoo.app.report.RowDetails.GalleryImage;
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
                each(h3("Error gallery: top losses on test"), Html.note(Words.of("gallery")));
        return each(
                iff(!errors.isEmpty(), heading),
                kind(
                        errors,
                        "false positive",
                        "Predicted with the highest scores, though not true"),
                kind(errors, "false negative", "True, with the lowest scores"),
                iff(!swaps.isEmpty(), h3("Labels taken for one another, on test")),
                each(swaps, ErrorGallerySection::swap));
    }

    private static DomContent kind(List<ErrorExample> errors, String kind, String heading) {
        List<ErrorExample> some = errors.stream().filter(e -> e.kind().equals(kind)).toList();
        DomContent cards = each(some, error -> card(error));
        return iff(!some.isEmpty(), each(h4(heading), ul(attrs(".gallery"), cards)));
    }

    private static DomContent swap(Swap swap) {
        return each(
                h4(
                        strong(swap.trueLabel()),
                        text(" taken for "),
                        strong(swap.predictedLabel()),
                        text(": " + TableNotes.count(swap.images(), "image"))),
                ul(attrs(".gallery"), each(swap.examples(), example -> card(swap, example))));
    }

    private static DomContent card(ErrorExample error) {
        DomContent heading =
                p(strong(error.label()), text(" "), span(attrs(".badge"), error.kind()))
                        .withClass("kind " + error.kind().substring("false ".length()));
        return card(error.image(), heading, Html.item("score", FIGURE.show(error.score())));
    }

    private static DomContent card(Swap swap, SwapExample example) {
        DomContent scores =
                each(
                        Html.item(swap.predictedLabel(), FIGURE.show(example.predictedScore())),
                        Html.item(swap.trueLabel(), FIGURE.show(example.trueScore())));
        return card(example.image(), null, scores);
    }

    private static DomContent card(GalleryImage image, DomContent heading, DomContent scores) {
        String pixels = image.thumbnail();
        DomContent shown =
                pixels != null && PIXELS.matcher(pixels).matches()
                        ? Html.image(pixels, "image " + image.id())
                        : div(attrs(".no-image"), "no image");
        DomContent facts =
                dl(
                        scores,
                        Html.item("true", list(image.trueLabels())),
                        Html.item("predicted", list(image.predicted())),
                        Html.item("image", image.id()));
        return li(figure(attrs(".error"), shown, figcaption(heading, facts)));
    }

    private static String list(List<String> labels) {
        return labels.isEmpty() ? "none" : String.join(", ", labels);
    }
}
