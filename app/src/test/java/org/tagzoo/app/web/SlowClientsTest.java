package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageDecoder;

/** Clients that send a byte now and then hold nothing up, and not for long. */
class SlowClientsTest {

    private static final ServerOptions QUICK =
            new ServerOptions().optTimeout(Duration.ofMillis(1500));

    @Test
    void bodiesThatDripAreCutOffWhileOthersAreServed() throws Exception {
        byte[] good = TestImages.plain(Color.RED, 50, 50, "png");
        // The first image of a process loads the decoder.
        ImageDecoder.decode(good);
        try (RunningServer server = new RunningServer(new ColourTagger(), QUICK)) {
            List<Socket> slow = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                Socket socket = server.connect();
                socket.getOutputStream()
                        .write(
                                String.join(
                                                "\r\n",
                                                "POST /predict HTTP/1.1",
                                                "Host: localhost",
                                                "Content-Type: image/png",
                                                "Content-Length: 1000000",
                                                "",
                                                "x")
                                        .getBytes(StandardCharsets.ISO_8859_1));
                slow.add(socket);
            }
            assertEquals(200, server.post("/predict", "image/png", good).statusCode());
            for (int drop = 0; drop < 5; drop++) {
                for (Socket socket : slow) {
                    socket.getOutputStream().write('x');
                }
                Thread.sleep(100);
            }
            for (Socket socket : slow) {
                String answer =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
                assertTrue(answer.contains("did not come within 1.5 seconds (--timeout)"), answer);
                socket.close();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            assertTrue(seconds < 10, seconds + " s");
            assertEquals(200, server.post("/predict", "image/png", good).statusCode());
        }
    }

    @Test
    void headersThatDripAreCutOff() throws Exception {
        try (RunningServer server = new RunningServer(new ColourTagger(), QUICK)) {
            try (Socket socket = server.connect()) {
                socket.getOutputStream()
                        .write("GET /health HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                long start = System.nanoTime();
                while (!closed(socket)) {
                    double seconds = (System.nanoTime() - start) / 1e9;
                    assertTrue(seconds < 12, "still open after " + seconds + " s");
                }
            }
        }
    }

    /** Sends a byte; returns whether the other side has closed. */
    private static boolean closed(Socket socket) throws IOException, InterruptedException {
        try {
            socket.getOutputStream().write('x');
            Thread.sleep(100);
            return socket.getInputStream().available() > 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
