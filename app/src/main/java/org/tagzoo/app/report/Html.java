package org.tagzoo.app.report;

import static j2html.TagCreator.*;

import j2html.Config;
import j2html.TagCreator;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.ImgTag;
import j2html.tags.specialized.MetaTag;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.TableTag;
import j2html.tags.specialized.TbodyTag;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.ThTag;
import j2html.tags.specialized.TrTag;
import j2html.utils.EscapeUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.IOUtils;

/**
 * What all pages have in common. A page is one file that needs no network and asks for none: its
 * own policy forbids everything but its style and script, told by their hashes, and images written
 * into it. It is HTML and well-formed XML at once; j2html escapes every text and attribute, so no
 * name from outside can become markup.
 */
public final class Html {

    /** Characters that XML can't hold. */
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private static final Config CONFIG =
            Config.defaults()
                    .withEmptyTagsClosed(true)
                    .withTextEscaper(
                            text -> EscapeUtil.escape(NO_XML.matcher(text).replaceAll("\uFFFD")));

    private Html() {}

    /**
     * Writes a page.
     *
     * @param style written as it is, as the script is: must hold neither {@code <} nor {@code &}
     * @param script empty if the page has none
     * @param content of its body
     */
    static void write(
            Appendable out, String title, String style, String script, DomContent... content)
            throws IOException {
        String policy =
                "default-src 'none'; img-src data:; style-src '"
                        + hash(style)
                        + (script.isEmpty() ? "" : "'; script-src '" + hash(script))
                        + "'; base-uri 'none'; form-action 'none'";
        render(document(), out);
        out.append('\n');
        render(
                html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().attr("http-equiv", "Content-Security-Policy")
                                                .withContent(policy),
                                        named("viewport", "width=device-width, initial-scale=1"),
                                        named("color-scheme", "light dark"),
                                        named("referrer", "no-referrer"),
                                        title(title),
                                        style(rawHtml(style))),
                                body(content))
                        .withLang("en")
                        .attr("xmlns", "http://www.w3.org/1999/xhtml"),
                out);
        out.append('\n');
    }

    private static MetaTag named(String name, String content) {
        return meta().withName(name).withContent(content);
    }

    static void render(DomContent content, Appendable out) throws IOException {
        content.render(FlatHtml.into(out, CONFIG), null);
    }

    /** Reads a style or script that lies beside a class. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            // A checkout may have changed the line ends; a page's bytes must not depend on it, and
            // browsers change them back before they compare hashes.
            return IOUtils.toString(in, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + name + " from TagZoo's own jar", e);
        }
    }

    /** Returns the hash of a style or script, in the form of a Content-Security-Policy. */
    public static String hash(String source) {
        return "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(source));
    }

    /**
     * A table that a narrow screen scrolls.
     *
     * @param style its classes, such as {@code sortable}; may be empty
     * @param bodies what is null is left out
     */
    static DivTag table(String label, String style, DomContent headings, TbodyTag... bodies) {
        TableTag table = TagCreator.table(thead(tr(headings)), each(bodies));
        return div(attrs(".scroll"), table.withCondClass(!style.isEmpty(), style))
                .attr("role", "region")
                .attr("aria-label", label)
                .withTabindex(0);
    }

    /**
     * A table of cells in words that can be sorted.
     *
     * @param lines the headings, then the rest; the first cell of each is its heading
     * @param isNumber whether a column, from 0, is set as numbers
     */
    static DivTag words(String label, List<List<String>> lines, IntPredicate isNumber) {
        List<String> headings = lines.get(0);
        return table(
                label,
                "sortable",
                each(
                        IntStream.range(0, headings.size())
                                .mapToObj(i -> column(headings.get(i), isNumber.test(i)))),
                tbody(each(lines.subList(1, lines.size()), line -> words(line, isNumber))));
    }

    private static TrTag words(List<String> line, IntPredicate isNumber) {
        return tr(row(line.get(0)))
                .with(
                        IntStream.range(1, line.size())
                                .mapToObj(
                                        i ->
                                                td(line.get(i))
                                                        .withCondClass(
                                                                isNumber.test(i), "number")));
    }

    /** An image that a browser loads when it comes near it. */
    static ImgTag image(String pixels, String words) {
        return img().withSrc(pixels)
                .withAlt(words)
                .attr("loading", "lazy")
                .attr("decoding", "async");
    }

    static PTag note(String text) {
        return p(attrs(".note"), text);
    }

    /** The heading of a column. */
    static ThTag column(String name, boolean isNumber) {
        return th(name).withScope("col").withCondClass(isNumber, "number");
    }

    /** The heading of a row. */
    static ThTag row(String name) {
        return th(name).withScope("row");
    }

    /** A cell with a figure; it is sorted by its value, if that is finite. */
    static TdTag number(FigureFormat format, Number value) {
        return number(format.show(value), value);
    }

    static TdTag number(String text, Number value) {
        boolean isFinite = Double.isFinite(value.doubleValue());
        return td(attrs(".number"), text).condAttr(isFinite, "data-value", value.toString());
    }

    /** A name and what belongs to it, for a list of such. */
    static DivTag item(String name, String value) {
        return div(dt(name), dd(value));
    }
}
