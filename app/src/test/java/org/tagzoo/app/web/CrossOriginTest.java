package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of other sites may use the server, by the Fetch standard's exchange. */
class CrossOriginTest {

    private static final String SITE = "https://site.example";

    private static RunningServer server(String... origins) throws IOException {
        return new RunningServer(
                new ColourTagger(), new ServerOptions().optAllowedOrigins(List.of(origins)));
    }

    private static String preflight(RunningServer server, String origin) throws IOException {
        return send(
                server,
                "OPTIONS /predict",
                origin
                        + "\r\nAccess-Control-Request-Method: POST"
                        + "\r\nAccess-Control-Request-Headers: content-type");
    }

    private static String send(RunningServer server, String start, String origin)
            throws IOException {
        return server.raw(
                        "%s HTTP/1.1\r\nHost: localhost\r\nOrigin: %s\r\nConnection: close\r\n\r\n"
                                .formatted(start, origin))
                .toLowerCase(Locale.ROOT);
    }

    private static boolean allows(String answer, String origin) {
        return answer.contains("\r\naccess-control-allow-origin: " + origin + "\r\n");
    }

    @Test
    void isOffByDefault() throws Exception {
        try (RunningServer server = new RunningServer(new ColourTagger(), new ServerOptions())) {
            String answer = preflight(server, SITE);
            assertFalse(answer.contains("access-control-"), answer);
            assertTrue(answer.startsWith("http/1.1 403 "), answer);
        }
    }

    @Test
    void answersAnAllowedSite() throws Exception {
        try (RunningServer server = server(SITE, "http://localhost:3000")) {
            String preflight = preflight(server, SITE);
            assertTrue(preflight.startsWith("http/1.1 200 "), preflight);
            assertTrue(allows(preflight, SITE), preflight);
            assertTrue(preflight.contains("\r\naccess-control-allow-headers: content-type\r\n"));
            assertTrue(preflight.matches("(?s).*access-control-allow-methods: [^\r]*post.*"));
            assertFalse(preflight.contains("allow-credentials"), preflight);
            String answer = send(server, "GET /health", SITE);
            assertTrue(answer.startsWith("http/1.1 200 "), answer);
            assertTrue(allows(answer, SITE) && answer.contains("\r\nvary: origin\r\n"), answer);
            // A page sees why it is refused, too.
            String refused = send(server, "POST /predict", SITE);
            assertTrue(refused.startsWith("http/1.1 415 ") && allows(refused, SITE), refused);
            assertTrue(
                    allows(
                            send(server, "GET /health", "http://localhost:3000"),
                            "http://localhost:3000"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example",
                "http://site.example",
                "https://site.example:444",
                "https://site.example.other.example",
                "https://siteXexample",
                "null"
            })
    void refusesOtherSites(String origin) throws Exception {
        try (RunningServer server = server(SITE)) {
            for (String answer :
                    List.of(preflight(server, origin), send(server, "GET /health", origin))) {
                assertFalse(answer.contains("access-control-allow-origin"), answer);
            }
            assertTrue(send(server, "GET /health", origin).startsWith("http/1.1 403 "));
        }
    }

    @Test
    void mayAllowAllSites() throws Exception {
        try (RunningServer server = server("*")) {
            String answer = send(server, "GET /health", SITE);
            assertTrue(answer.startsWith("http/1.1 200 "), answer);
            assertTrue(
                    allows(answer, "\\*") || allows(answer, "*") || allows(answer, SITE), answer);
        }
    }

    @Test
    void namesAnOriginThatIsNone() {
        for (String origin : List.of("site.example", SITE + "/", "https://*.example", "")) {
            ServerOptions options = new ServerOptions().optAllowedOrigins(List.of(origin));
            String message =
                    assertThrows(IllegalArgumentException.class, options::check).getMessage();
            assertTrue(message.contains("--allow-origin"), message);
            assertEquals(1, message.lines().count());
        }
    }
}
