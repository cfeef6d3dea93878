package org.tagzoo.app.report;

/**
 * How each page begins: with a policy of its own that forbids everything but its style and script,
 * told by their hashes, and images written into it.
 */
final class PageHead {

    private PageHead() {}

    /**
     * Writes the beginning up to the end of {@code head}; {@code html} stays open.
     *
     * @param script null if the page has none
     */
    static void write(Markup page, String title, String style, String script) {
        page.own("<!DOCTYPE html>\n");
        page.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; img-src data:; style-src '"
                        + PageSource.hash(style)
                        + (script == null ? "" : "'; script-src '" + PageSource.hash(script))
                        + "'; base-uri 'none'; form-action 'none'");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.empty("meta", "name", "referrer", "content", "no-referrer");
        page.leaf("title", title);
        page.open("style").own(style).close();
        page.close();
    }

    /** Reads a style or script beside this class. */
    static String resource(String name) {
        return PageSource.read(PageHead.class, name);
    }
}
