package org.tagzoo.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Request;

/**
 * The page for people: one file with its style and script in it. Its policy allows these two alone,
 * told by their hashes, and requests to this server.
 */
final class Page implements Endpoint {

    private final Answer answer;

    Page() {
        String style = resource("page.css");
        String script = resource("page.js") + resource("heat.js");
        String html =
                resource("page.html").replace("/*style*/", style).replace("/*script*/", script);
        String policy =
                "default-src 'none'; img-src 'self' blob: data:; connect-src 'self'; style-src '%s';"
                        + " script-src '%s'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'";
        answer =
                new Answer(
                        200,
                        "text/html; charset=utf-8",
                        html.getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "Content-Security-Policy",
                                policy.formatted(hash(style), hash(script))));
    }

    @Override
    public CompletableFuture<Answer> answer(Request request) {
        return CompletableFuture.completedFuture(answer);
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            // A checkout may have changed the line ends, and browsers change them back.
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
