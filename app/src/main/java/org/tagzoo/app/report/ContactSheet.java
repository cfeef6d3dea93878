package org.tagzoo.app.report;

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

    public ContactSheet {
        transforms = List.copyOf(transforms);
        notes = List.copyOf(notes);
        images = List.copyOf(images);
    }

    /**
     * An image and its views.
     *
     * @param id its name in the corpus
     * @param image the image as it is, a {@code data:} address
     * @param views in order
     */
    public record Image(String id, String image, List<View> views) {

        public Image {
            views = List.copyOf(views);
        }
    }

    /**
     * What was made of an image.
     *
     * @param number the epoch that gets it, or the number of the view
     * @param image a {@code data:} address
     * @param operations what was done, in order; empty: nothing
     */
    public record View(int number, String image, List<String> operations) {

        public View {
            operations = List.copyOf(operations);
        }
    }

    /**
     * Writes the page, whole or not at all. The same sheet gives the same bytes.
     *
     * @throws IOException if it can't be written
     */
    public void write(Path target) throws IOException {
        AtomicFile.write(target, out -> write(new Markup(out)));
    }

    private void write(Markup page) {
        String style = PageHead.resource("pictures.css") + PageHead.resource("sheet.css");
        PageHead.write(page, "Augmentation: " + corpus, style, null);
        page.open("body").open("header");
        page.leaf("p", "TagZoo augmentation", "class", "eyebrow");
        page.leaf("h1", corpus);
        page.leaf("p", "Seed " + seed + ". Each of these is drawn with its probability, in order:");
        page.open("ol", "class", "settings");
        transforms.forEach(line -> page.open("li").leaf("code", line).close());
        page.close();
        notes.forEach(note -> page.leaf("p", note, "class", "note"));
        page.close().open("main");
        for (Image image : images) {
            page.open("section").leaf("h2", image.id()).open("ul", "class", "views");
            cell(page, image.image(), "as it is", image.id() + ", as it is", List.of());
            for (View view : image.views()) {
                String made =
                        view.operations().isEmpty()
                                ? "unchanged"
                                : String.join("; ", view.operations());
                cell(
                        page,
                        view.image(),
                        "view " + view.number(),
                        "%s, view %d: %s".formatted(image.id(), view.number(), made),
                        view.operations().isEmpty() ? List.of("unchanged") : view.operations());
            }
            page.close().close();
        }
        page.close().close().close();
        page.text("\n");
    }

    private static void cell(
            Markup page, String image, String name, String alt, List<String> operations) {
        page.open("li").open("figure", "title", alt);
        page.empty("img", "src", image, "alt", alt, "loading", "lazy", "decoding", "async");
        page.open("figcaption").leaf("strong", name);
        for (String operation : operations) {
            page.leaf("span", operation);
        }
        page.close().close().close();
    }
}
