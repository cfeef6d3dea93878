package org.tagzoo.app.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Request;
import org.tagzoo.app.report.Html;

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
                "default-src 'none'; img-src 'self' blob: data:; connect-src 'self'; style-src"
                    + " '%s'; script-src '%s'; base-uri 'none'; form-action 'none'; frame-ancestors"
                    + " 'none'";
        answer =
                new Answer(
                        200,
                        "text/html; charset=utf-8",
                        html.getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "Content-Security-Policy",
                                policy.formatted(Html.hash(style), Html.hash(script))));
    }

    @Override
    public CompletableFuture<Answer> answer(Request request) {
        return CompletableFuture.completedFuture(answer);
    }

    private static String resource(String name) {
        return Html.resource(Page.class, name);
    }
}
