package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.datasets.file.AtomicFile;

/**
 * A page of images and what augmentation makes of them: a row an image, first as it is, then its
 * views. One file that needs no network and asks for none.
 *
 * @param corpus its name
 * @param seed of the draws
 * @param transforms the settings, a line each
 * @param notes what else a reader should know, a line each
 * @param images in the order of the rows
 */
public record ContactSheet(
        String corpus, long seed, List<String> transforms, List<String> notes, List<Image> images) {

    /**
     * An image and its views.
     *
     * @param id its name in the corpus
     * @param pixels the image as it is, a {@code data:} address
     * @param views in order
     */
    public record Image(String id, String pixels, List<View> views) {}

    /**
     * What was made of an image.
     *
     * @param number the epoch that gets it, or the number of the view
     * @param pixels a {@code data:} address
     * @param operations what was done, in order; empty: nothing
     */
    public record View(int number, String pixels, List<String> operations) {}

    /**
     * Writes the page, whole or not at all. The same sheet gives the same bytes.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        String style =
                Html.resource(ContactSheet.class, "images.css")
                        + Html.resource(ContactSheet.class, "sheet.css");
        DomContent header =
                header(
                        p(attrs(".eyebrow"), "TagZoo augmentation"),
                        h1(corpus),
                        p(
                                "Seed %d. Each of these is drawn with its probability, in order:"
                                        .formatted(seed)),
                        ol(attrs(".settings"), each(transforms, line -> li(code(line)))),
                        each(notes, note -> Html.note(note)));
        DomContent content = main(each(images, ContactSheet::row));
        AtomicFile.write(
                target,
                out -> Html.write(out, "Augmentation: " + corpus, style, "", header, content));
    }

    private static DomContent row(Image image) {
        return section(
                h2(image.id()),
                ul(
                        attrs(".views"),
                        cell(image.pixels(), image.id() + ", ", "as it is", List.of()),
                        each(image.views(), view -> cell(image.id(), view))));
    }

    private static DomContent cell(String id, View view) {
        List<String> made = view.operations().isEmpty() ? List.of("unchanged") : view.operations();
        return cell(view.pixels(), id + ", ", "view " + view.number(), made);
    }

    private static DomContent cell(String pixels, String id, String name, List<String> made) {
        String alt = id + name + (made.isEmpty() ? "" : ": " + String.join("; ", made));
        return li(
                figure(
                                Html.image(pixels, alt),
                                figcaption(strong(name), each(made, each -> span(each))))
                        .withTitle(alt));
    }
}
