package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * A page of the images of an index that are nearest to another.
 *
 * @param name of that image
 * @param pixels a {@code data:} address of it in small
 * @param corpus what was indexed
 * @param images how many images that are
 * @param network whose embeddings are compared
 * @param found the nearest first
 */
public record SimilarPage(
        String name, String pixels, String corpus, int images, String network, List<Found> found) {

    /**
     * A near image.
     *
     * @param pixels a {@code data:} address of it in small; {@code null} if its file is not here
     */
    public record Found(String id, double cosine, String pixels) {}

    /**
     * Writes the page, whole or not at all.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        String style =
                Html.resource(SimilarPage.class, "images.css")
                        + Html.resource(SimilarPage.class, "sheet.css");
        DomContent header =
                header(
                        p(attrs(".eyebrow"), "TagZoo similar images"),
                        h1(name),
                        p(
                                "The nearest of %s images of %s, by the cosine of embeddings of %s."
                                        .formatted(COUNT.show(images), corpus, network)));
        DomContent content =
                main(
                        section(
                                ul(
                                        attrs(".views"),
                                        cell(pixels, name, "the image itself"),
                                        each(
                                                found,
                                                near ->
                                                        cell(
                                                                near.pixels(),
                                                                near.id(),
                                                                FIGURE.show(near.cosine()))))));
        AtomicFile.write(
                target, out -> Html.write(out, "Similar to " + name, style, "", header, content));
    }

    private static DomContent cell(String pixels, String id, String words) {
        return li(
                figure(
                                pixels == null
                                        ? p(attrs(".note"), "Its file is not here.")
                                        : Html.image(pixels, id),
                                figcaption(strong(words), span(id)))
                        .withTitle(id));
    }
}
