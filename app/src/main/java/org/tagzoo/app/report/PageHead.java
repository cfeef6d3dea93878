package org.tagzoo.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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
                        + hash(style)
                        + (script == null ? "" : "'; script-src '" + hash(script))
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
        try (InputStream in = PageHead.class.getResourceAsStream(name)) {
            // A checkout may have changed the line ends; the page's bytes must not depend on it.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + name + " from TagZoo's own jar", e);
        }
    }

    private static String hash(String source) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(source.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
