package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Uploads of bad faith get an error of the client's, and the server goes on. */
class HostileUploadsTest {

    private static final int UPLOADS = 2000;
    private static final int CLIENTS = 4;

    private static final String HEAD =
            String.join(
                    "\r\n",
                    "POST /predict HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: image/png",
                    "Transfer-Encoding: chunked",
                    "",
                    "");

    @Test
    void eachGetsAnErrorAndTheServerGoesOn() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (RunningServer server =
                new RunningServer(
                        new ColourTagger(),
                        new ServerOptions().optMaxBytes(1 << 20).optMaxPixels(10_000_000))) {
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            List<Future<Integer>> counts = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                SplittableRandom random = new SplittableRandom(seed + client);
                counts.add(clients.submit(() -> attack(server, random)));
            }
            int sent = 0;
            for (Future<Integer> count : counts) {
                sent += count.get();
            }
            clients.shutdown();
            assertEquals(UPLOADS, sent);
            byte[] good = TestImages.plain(Color.RED, 50, 50, "png");
            assertEquals(200, server.post("/predict", "image/png", good).statusCode());
            String metrics = server.get("/metrics").body();
            assertTrue(metrics.contains("\ntagzoo_queue_length 0.0"), metrics);
            assertTrue(!metrics.contains("kind=\"internal\""), server.log());
            assertTrue(!server.log().contains("a request failed"), server.log());
        }
    }

    private static int attack(RunningServer server, SplittableRandom random) throws Exception {
        HostileUpload[] kinds = HostileUpload.values();
        int count = UPLOADS / CLIENTS;
        for (int i = 0; i < count; i++) {
            HostileUpload kind = kinds[i % kinds.length];
            byte[] request = kind.request(random);
            String answer;
            try (Socket socket = server.connect()) {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                answer = answer(socket);
            }
            requireRefusal(answer, kind + ": " + excerpt(request));
        }
        return count;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void requireRefusal(String answer, String what) {
        assertTrue(answer.startsWith("HTTP/1.1 4"), what + "\ngot\n" + answer);
        assertTrue(answer.contains("{\"error\":\""), what + "\ngot\n" + answer);
        assertTrue(!answer.contains("Exception") && !answer.contains("jetty"), answer);
    }

    private static String excerpt(byte[] request) {
        return new String(request, 0, Math.min(300, request.length), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws Exception {
        try (RunningServer server =
                new RunningServer(new ColourTagger(), new ServerOptions().optMaxBytes(1 << 20))) {
            for (int time = 0; time < 3; time++) {
                try (Socket socket = server.connect()) {
                    OutputStream out = socket.getOutputStream();
                    out.write(HEAD.getBytes(StandardCharsets.ISO_8859_1));
                    byte[] chunk =
                            ("10000\r\n" + "x".repeat(0x10000) + "\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1);
                    int chunks = 0;
                    while (socket.getInputStream().available() == 0) {
                        out.write(chunk);
                        assertTrue(++chunks < 2000, "still reading after 125 MiB");
                    }
                    String answer = answer(socket);
                    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
                }
            }
        }
    }
}
