package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other people's pages and names get nothing from a server on loopback. */
class HostFilterTest {

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new RunningServer(new ColourTagger(), new ServerOptions());
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
        assertEquals(String.valueOf(status), status(server, host));
    }

    /** A page whose name is made to mean this machine has the right origin, but not the host. */
    @Test
    void predictsNothingForAReboundName() throws Exception {
        byte[] image = TestImages.plain(Color.RED, 8, 8, "png");
        for (String path : List.of("/predict", "/explain")) {
            try (Socket socket = server.connect()) {
                String head =
                        "POST %s HTTP/1.1\r\nHost: evil.example:%d\r\nOrigin: http://evil.example:%2$d\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n"
                                .formatted(path, server.address().getPort(), image.length);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(image);
                byte[] answer = socket.getInputStream().readNBytes(12);
                assertEquals("HTTP/1.1 421", new String(answer, StandardCharsets.US_ASCII));
            }
        }
    }

    private static String status(RunningServer other, String host) throws IOException {
        return other.raw(
                        "GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                .formatted(host))
                .split(" ")[1];
    }

    @Test
    void answersToNamesThatAreAllowed() throws Exception {
        ServerOptions options = new ServerOptions().optAllowedHosts(List.of("Tags.example"));
        try (RunningServer proxied = new RunningServer(new ColourTagger(), options)) {
            assertEquals("200", status(proxied, "tags.EXAMPLE:80"));
            assertEquals("200", status(proxied, "localhost"));
            assertEquals("421", status(proxied, "more.tags.example"));
        }
        try (RunningServer open =
                new RunningServer(new ColourTagger(), options.optHost("0.0.0.0"))) {
            assertEquals("200", status(open, "tags.example"));
            assertEquals("200", status(open, "192.0.2.7:8080"));
            assertEquals("200", status(open, "[2001:db8::1]"));
            assertEquals("200", status(open, "localhost:8080"));
            assertEquals("200", status(open, InetAddress.getLocalHost().getHostName()));
            assertEquals("421", status(open, "evil.example"));
            assertEquals("421", status(open, "192.0.2.7.evil.example"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "null, 403",
        "http://localhost:1, 403",
        "http://localhost, 200"
    })
    void answersNoOtherSitesPage(String origin, int status) throws Exception {
        assertEquals(String.valueOf(status), status(server, "localhost\r\nOrigin: " + origin));
    }
}
