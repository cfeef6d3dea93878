package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Heat maps take long, and tags don't wait for them. */
class WaitingHeatMapsTest {

    private static final byte[] RED = TestImages.plain(Color.RED, 80, 50, "png");

    private static CompletableFuture<HttpResponse<String>> send(RunningServer server, String path) {
        return server.client()
                .sendAsync(
                        server.postRequest(path, "image/png", RED).build(),
                        BodyHandlers.ofString());
    }

    @Test
    void tagsGoBetweenThePassesOfAHeatMap() throws Exception {
        ColourTagger tagger = new ColourTagger().passes(2000);
        try (RunningServer server = new RunningServer(tagger, new ServerOptions())) {
            CompletableFuture<HttpResponse<String>> heat = send(server, "/explain");
            BusyServerTest.await(() -> !tagger.events().isEmpty(), "a heat map");
            CompletableFuture<HttpResponse<String>> another = send(server, "/explain");
            CompletableFuture<HttpResponse<String>> tags = send(server, "/predict");
            BusyServerTest.await(
                    () -> {
                        tagger.openPass();
                        return tags.isDone();
                    },
                    "tags");
            assertEquals(200, tags.get().statusCode());
            assertEquals(1, Collections.frequency(tagger.events(), "heat"));
            assertTrue(!heat.isDone() && !another.isDone(), "heat maps that came before");
            for (int pass = 0; pass < 4000; pass++) {
                tagger.openPass();
            }
            assertEquals(200, heat.get(10, TimeUnit.SECONDS).statusCode());
            assertEquals(200, another.get(10, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void aQuarterOfThePlacesIsAllThatHeatMapsGet() throws Exception {
        ColourTagger tagger = new ColourTagger().passes(2);
        try (RunningServer server = new RunningServer(tagger, new ServerOptions().optQueue(8))) {
            CompletableFuture<HttpResponse<String>> first = send(server, "/explain");
            CompletableFuture<HttpResponse<String>> second = send(server, "/explain");
            BusyServerTest.await(() -> BusyServerTest.underWay(server, 2), "two heat maps");
            HttpResponse<String> third = send(server, "/explain").get(10, TimeUnit.SECONDS);
            assertEquals(503, third.statusCode());
            assertEquals(
                    "The server is busy with 2 heat maps; try again soon",
                    RunningServer.json(third).get("error").textValue());
            CompletableFuture<HttpResponse<String>> tags = send(server, "/predict");
            for (int pass = 0; pass < 3; pass++) {
                tagger.openPass();
            }
            for (CompletableFuture<HttpResponse<String>> each : List.of(first, second, tags)) {
                assertEquals(200, each.get(10, TimeUnit.SECONDS).statusCode());
            }
            assertEquals(200, send(server, "/explain").get(10, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void tagsComeFirstButHeatMapsHaveTheirTurn() throws Exception {
        JobQueue queue = new JobQueue();
        queue.add(new Job.Explaining(ByteBuffer.wrap(RED), Map.of()));
        for (int i = 0; i < 20; i++) {
            queue.add(new Job.Tagging(ByteBuffer.wrap(RED), Map.of()));
        }
        for (int i = 0; i < 8; i++) {
            assertInstanceOf(Job.Tagging.class, queue.take());
        }
        assertInstanceOf(Job.Explaining.class, queue.take());
        assertInstanceOf(Job.Tagging.class, queue.take());
        queue.abandon();
        assertNull(queue.take());
    }
}
