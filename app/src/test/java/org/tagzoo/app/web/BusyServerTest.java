package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A network that is slower than its clients. */
class BusyServerTest {

    private static final byte[] RED = TestImages.plain(Color.RED, 80, 50, "png");

    private static CompletableFuture<HttpResponse<String>> send(RunningServer server) {
        return server.client()
                .sendAsync(
                        server.postRequest("/predict", "image/png", RED).build(),
                        BodyHandlers.ofString());
    }

    static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < 10_000_000_000L, what);
            Thread.sleep(5);
        }
    }

    static boolean underWay(RunningServer server, int images) {
        try {
            return server.get("/metrics").body().contains("\ntagzoo_queue_length " + images + ".0");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWaitsGoesThroughTogether() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        try (RunningServer server =
                new RunningServer(tagger, new ServerOptions().optBatchSize(4))) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            answers.add(send(server));
            await(() -> tagger.batches().size() == 1, "the first image");
            for (int i = 0; i < 7; i++) {
                answers.add(send(server));
            }
            await(() -> underWay(server, 8), "eight images");
            tagger.open(100);
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertEquals(200, answer.get(10, TimeUnit.SECONDS).statusCode());
            }
            List<Integer> batches = tagger.batches();
            assertEquals(8, batches.stream().mapToInt(Integer::intValue).sum(), "images");
            assertTrue(batches.stream().allMatch(size -> size <= 4), batches.toString());
            // On a machine at other work some are still being decoded when the gate opens.
            assertTrue(batches.contains(4) && batches.size() <= 5, batches.toString());
        }
    }

    @Test
    void oneTooManyIsToldToComeBack() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        try (RunningServer server =
                new RunningServer(tagger, new ServerOptions().optQueue(2).optBatchSize(1))) {
            CompletableFuture<HttpResponse<String>> first = send(server);
            CompletableFuture<HttpResponse<String>> second = send(server);
            await(() -> underWay(server, 2), "two images");
            HttpResponse<String> third = send(server).get(10, TimeUnit.SECONDS);
            assertEquals(503, third.statusCode());
            assertEquals("1", third.headers().firstValue("Retry-After").get());
            assertEquals(
                    "The server is busy with 2 images; try again soon",
                    RunningServer.json(third).get("error").textValue());
            tagger.open(100);
            assertEquals(200, first.get(10, TimeUnit.SECONDS).statusCode());
            assertEquals(200, second.get(10, TimeUnit.SECONDS).statusCode());
            assertEquals(200, send(server).get(10, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void aFormIsTakenWholeOrNotAtAll() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        try (RunningServer server = new RunningServer(tagger, new ServerOptions().optQueue(3))) {
            CompletableFuture<HttpResponse<String>> first = send(server);
            await(() -> underWay(server, 1), "one image");
            Map.Entry<String, byte[]> file = Map.entry("a.png", RED);
            assertEquals(503, server.postForm("/predict", List.of(file, file, file)).statusCode());
            assertTrue(underWay(server, 1));
            tagger.open(100);
            assertEquals(200, first.get(10, TimeUnit.SECONDS).statusCode());
            assertEquals(200, server.postForm("/predict", List.of(file, file, file)).statusCode());
        }
    }

    @Test
    void anAnswerThatTakesTooLongIsGivenUpAndItsImageDropped() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        try (RunningServer server =
                new RunningServer(
                        tagger,
                        new ServerOptions().optBatchSize(1).optTimeout(Duration.ofMillis(500)))) {
            CompletableFuture<HttpResponse<String>> first = send(server);
            CompletableFuture<HttpResponse<String>> second = send(server);
            HttpResponse<String> late = first.get(10, TimeUnit.SECONDS);
            assertEquals(504, late.statusCode());
            assertEquals(
                    "No answer within 0.5 seconds (--timeout); the server is busy",
                    RunningServer.json(late).get("error").textValue());
            assertEquals(504, second.get(10, TimeUnit.SECONDS).statusCode());
            tagger.open(1);
            await(() -> underWay(server, 0), "an empty queue");
            assertEquals(List.of(1), tagger.batches(), "a batch that nobody waits for");
        }
    }

    @Test
    void stoppingFinishesWhatIsUnderWay() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        RunningServer server = new RunningServer(tagger, new ServerOptions());
        CompletableFuture<HttpResponse<String>> first = send(server);
        await(() -> tagger.batches().size() == 1, "the first image");
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        await(() -> refuses(server), "a server that accepts no more");
        tagger.open(100);
        assertEquals(200, first.get(10, TimeUnit.SECONDS).statusCode());
        stopped.get(10, TimeUnit.SECONDS);
    }

    private static boolean refuses(RunningServer server) {
        try {
            server.connect().close();
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Test
    void stoppingWaitsNoLongerThanItMay() throws Exception {
        ColourTagger tagger = new ColourTagger().gated();
        RunningServer server =
                new RunningServer(tagger, new ServerOptions().optGrace(Duration.ofMillis(300)));
        CompletableFuture<HttpResponse<String>> first = send(server);
        await(() -> tagger.batches().size() == 1, "the first image");
        long start = System.nanoTime();
        server.close();
        assertTrue(System.nanoTime() - start < 9_000_000_000L);
        HttpResponse<String> answer = first.get(5, TimeUnit.SECONDS);
        assertEquals(503, answer.statusCode());
        assertEquals("{\"error\":\"The server is stopping\"}", answer.body());
        assertThrows(ConnectException.class, () -> server.connect().close());
    }
}
