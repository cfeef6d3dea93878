package org.tagzoo.app.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes markup that is HTML and well-formed XML at once. Every text and attribute is escaped here
 * and nowhere else, every element closed in its turn, so no name from outside can become markup.
 * Straight to the output: nothing of the page is held.
 */
final class Markup {

    /** A line end after these keeps the page's source readable and changes nothing one sees. */
    private static final Set<String> BLOCKS =
            Set.of(
                    "article",
                    "body",
                    "dd",
                    "details",
                    "div",
                    "dl",
                    "dt",
                    "figcaption",
                    "figure",
                    "footer",
                    "g",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "head",
                    "header",
                    "li",
                    "main",
                    "meta",
                    "nav",
                    "ol",
                    "p",
                    "script",
                    "section",
                    "style",
                    "summary",
                    "svg",
                    "table",
                    "tbody",
                    "thead",
                    "title",
                    "tr",
                    "ul");

    private final Appendable out;
    private final Deque<String> open = new ArrayDeque<>();
    private int ids;

    Markup(Appendable out) {
        this.out = out;
    }

    /**
     * Opens an element; attributes are name, value, name, value; one with a null value is left out.
     */
    Markup open(String element, String... attributes) {
        start(element, attributes);
        put(">");
        open.push(element);
        return this;
    }

    /** Closes the innermost open element. */
    Markup close() {
        String element = open.pop();
        put("</" + element + ">");
        if (BLOCKS.contains(element)) {
            put("\n");
        }
        return this;
    }

    /** An element with only text in it. */
    Markup leaf(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** An element that holds nothing: one of SVG's, or one that HTML never closes. */
    Markup empty(String element, String... attributes) {
        start(element, attributes);
        put("/>");
        if (BLOCKS.contains(element)) {
            put("\n");
        }
        return this;
    }

    /** Text, shown as it is. */
    Markup text(String text) {
        put(escape(text));
        return this;
    }

    /**
     * The page's own style or script, written as it is; must hold neither {@code <} nor {@code &}.
     */
    Markup own(String source) {
        put(source);
        return this;
    }

    /** An id that no other element of this page has. */
    String nextId(String prefix) {
        return prefix + "-" + ++ids;
    }

    private void start(String element, String... attributes) {
        put("<" + element);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i + 1] != null) {
                put(" " + attributes[i] + "=\"" + escape(attributes[i + 1]) + "\"");
            }
        }
    }

    private void put(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Characters that XML can't hold become the replacement character. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
                            }
                        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
