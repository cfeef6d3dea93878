package org.tagzoo.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** Styles and scripts of pages, and how a page's policy names those that it allows. */
public final class PageSource {

    private PageSource() {}

    /** Reads a style or script that lies beside a class. */
    public static String read(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            // A checkout may have changed the line ends; a page's bytes must not depend on it, and
            // browsers change them back before they compare hashes.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + name + " from TagZoo's own jar", e);
        }
    }

    /** Returns the hash of a style or script, in the form of a Content-Security-Policy. */
    public static String hash(String source) {
        return "sha256-" + Base64.encodeBase64String(DigestUtils.sha256(source));
    }
}
