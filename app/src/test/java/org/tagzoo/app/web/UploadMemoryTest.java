package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What uploads hold: one copy of each, and no more than a limit of all. */
class UploadMemoryTest {

    private static final int BYTES = 400_000;

    @Test
    void theImagesOfAFormAreNotCopied() throws Exception {
        byte[] red = TestImages.plain(Color.RED, 80, 50, "png");
        byte[] tricky = "a\r\n--b0undar\r\n\r".getBytes(StandardCharsets.US_ASCII);
        byte[] form =
                RunningServer.form(
                        List.of(
                                Map.entry("a", red),
                                Map.entry("b", tricky),
                                Map.entry("c", new byte[0])));
        // As a body whose length was not announced: the array is longer.
        ByteBuffer body = ByteBuffer.wrap(Arrays.copyOf(form, 3000 + form.length));
        body.limit(form.length);
        List<ImageBody.Image> images =
                new ImageForm("multipart/form-data; boundary=" + RunningServer.BOUNDARY, Set.of())
                        .images(body, 8);
        assertSame(body.array(), images.get(0).content().array());
        assertSame(body.array(), images.get(1).content().array());
        assertArrayEquals(red, new Job.Tagging(images.get(0).content(), Map.of()).content());
        assertArrayEquals(tricky, new Job.Tagging(images.get(1).content(), Map.of()).content());
        assertEquals(0, images.get(2).content().remaining());
        assertSame(red, new Job.Tagging(ByteBuffer.wrap(red), Map.of()).content());
    }

    private static long held(RunningServer server) throws Exception {
        String line =
                server.get("/metrics")
                        .body()
                        .lines()
                        .filter(each -> each.startsWith("tagzoo_upload_bytes "))
                        .findFirst()
                        .orElseThrow();
        return (long) Double.parseDouble(line.split(" ")[1]);
    }

    @Test
    void allUploadsTogetherKeepToALimit() throws Exception {
        try (RunningServer server =
                new RunningServer(
                        new ColourTagger(),
                        new ServerOptions().optMaxBytes(BYTES).optUploadBytes(1_000_000))) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                clients.add(begin(server));
                assertTrue(held(server) <= 1_000_000, "too much is held");
            }
            BusyServerTest.await(() -> answered(clients) >= 4, "refusals");
            for (Socket client : clients) {
                if (client.getInputStream().available() > 0) {
                    String answer =
                            new String(
                                    client.getInputStream().readNBytes(12),
                                    StandardCharsets.US_ASCII);
                    assertEquals("HTTP/1.1 503", answer);
                }
                client.close();
            }
            BusyServerTest.await(() -> heldNow(server) == 0, "memory given back");
            byte[] red = TestImages.plain(Color.RED, 80, 50, "png");
            assertEquals(200, server.post("/predict", "image/png", red).statusCode());
            assertEquals(0, held(server));
        }
    }

    private static long heldNow(RunningServer server) {
        try {
            return held(server);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All but the last byte of a body. */
    private static Socket begin(RunningServer server) throws IOException {
        Socket socket = server.connect();
        String head =
                "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n"
                        .formatted(BYTES);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[BYTES - 1]);
        return socket;
    }

    private static int answered(List<Socket> clients) {
        int answered = 0;
        for (Socket client : clients) {
            try {
                answered += client.getInputStream().available() > 0 ? 1 : 0;
            } catch (IOException e) {
                answered++;
            }
        }
        return answered;
    }
}
