package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other people's pages and names get nothing from a server on loopback. */
class GuardTest {

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer(new ColourTagger(), ServerOptions.builder());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.nip.example:80, 421",
        "169.254.169.254, 421",
        "localhost, 200",
        "LOCALHOST:1, 200",
        "127.0.0.1:8080, 200",
        "[::1], 200"
    })
    void answersToItsOwnNamesOnly(String host, int status) throws Exception {
        String answer =
                server.raw(
                        "GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                .formatted(host));
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "null, 403",
        "http://localhost:1, 403",
        "http://localhost, 200"
    })
    void answersNoOtherSitesPage(String origin, int status) throws Exception {
        String answer =
                server.raw(
                        "GET /health HTTP/1.1\r\nHost: localhost\r\nOrigin: %s\r\nConnection: close\r\n\r\n"
                                .formatted(origin));
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }
}
