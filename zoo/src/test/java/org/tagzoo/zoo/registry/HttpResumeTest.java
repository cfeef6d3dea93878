package org.tagzoo.zoo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Downloads that were cut. */
@Timeout(30)
class HttpResumeTest extends HttpFixture {

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        server.cutNext(120_000);
        server.cutNext(50_000);
        assertTrue(fetch());
        assertWhole();
        assertEquals(3, server.requests.size());
        // Bytes that had not been read when the connection broke are fetched again.
        String range = server.requests.get(2).range();
        assertTrue(range.matches("bytes=1[0-9]{5}-"), range);
        assertEquals("\"1\"", server.requests.get(2).ifRange());
    }

    @Test
    void goesOnWithWhatAnEarlierProcessLeft() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(503);
        assertEquals("it answered 503", failure());
        assertTrue(part.size() > 0 && part.size() <= 120_000, "has " + part.size());
        http = new HttpDownload(PublishedTiny.LIMITS);
        long there = part.size();
        assertTrue(fetch());
        assertWhole();
        assertEquals("bytes=" + there + "-", server.requests.get(2).range());
    }

    @Test
    void startsAnewWhenTheFileHasChanged() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(503);
        failure();
        byte[] other = new byte[SIZE - 7];
        new Random(2).nextBytes(other);
        server.content = other;
        server.eTag = "\"2\"";
        assertFalse(fetch());
        assertWhole();
        assertEquals("\"1\"", server.requests.get(2).ifRange());
    }

    @Test
    void startsAnewWhenTheServerKnowsNoRanges() throws Exception {
        server.hasRanges = false;
        server.cutNext(120_000);
        assertTrue(fetch(), "a part was there, if of no use");
        assertWhole();
    }

    @Test
    void startsAnewWhenTheServerNamesNoVersion() throws Exception {
        server.eTag = null;
        server.cutNext(120_000);
        fetch();
        assertWhole();
        assertNull(server.requests.get(1).range());
    }

    @Test
    void aWeakETagIsNoVersion() throws Exception {
        server.eTag = "W/\"1\"";
        server.cutNext(120_000);
        fetch();
        assertWhole();
        assertNull(server.requests.get(1).range());
    }

    @Test
    void startsAnewAfterAWrongRange() throws Exception {
        server.cutNext(120_000);
        server.behaviours.add(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/200000");
                    exchange.sendResponseHeaders(206, 3);
                    exchange.getResponseBody().write(new byte[3]);
                });
        fetch();
        assertWhole();
        assertNull(server.requests.get(2).range());
    }

    @Test
    void startsAnewWhenTheRangeIsRefused() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(416);
        fetch();
        assertWhole();
    }

    @Test
    void aNoteOfAnotherKindIsOfNoUse() throws Exception {
        server.cutNext(120_000);
        server.refuseNext(503);
        failure();
        Path note = part.file().resolveSibling("x.part.from");
        assertTrue(part.version(server.address("/x")).isPresent());
        assertTrue(part.version(server.address("/y")).isEmpty());
        for (String text : List.of("", "\n", "a\nb\nc", server.address("/x") + "\n\u0007\n")) {
            Files.writeString(note, text);
            assertTrue(part.version(server.address("/x")).isEmpty(), text);
        }
        fetch();
        assertWhole();
    }
}
