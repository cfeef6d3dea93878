package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocols of TensorFlow Serving (tensorflow.org/tfx/serving/api_rest, and its client
 * resnet_client.py) and of KServe (the Open Inference Protocol, version 2), by their published
 * examples with images in them, and bodies of bad faith.
 */
class InferenceProtocolsTest {

    private static final int MOST_BYTES = 100_000;
    private static final String TENSORFLOW = "/v1/models/colours:predict";
    private static final String KSERVE = "/v2/models/colours/infer";

    private static final byte[] RED = TestImages.plain(Color.RED, 80, 50, "png");
    private static final byte[] BLUE = TestImages.plain(Color.BLUE, 30, 90, "jpg");

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server =
                new RunningServer(
                        new ColourTagger(),
                        new ServerOptions().optMaxBytes(MOST_BYTES).optMaxPixels(1_000_000));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String b64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        // As curl -d sends it, which the examples use.
        return server.post(
                path,
                "application/x-www-form-urlencoded",
                body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static JsonNode answer(String path, String body) throws Exception {
        HttpResponse<String> response = post(path, body);
        assertEquals(200, response.statusCode(), response.body());
        return RunningServer.json(response);
    }

    private static String infer(byte[]... images) {
        List<String> data = Arrays.stream(images).map(image -> '"' + b64(image) + '"').toList();
        return """
        {"id": "42", "inputs": [{"name": "input0", "shape": [%d], "datatype": "BYTES",
        "parameters": {"content_type": "base64"}, "data": %s}]}
        """
                .formatted(images.length, data);
    }

    /** As resnet_client.py sends it. */
    @Test
    void answersATensorFlowClient() throws Exception {
        JsonNode answer =
                answer(TENSORFLOW, "{\"instances\" : [{\"b64\": \"%s\"}]}".formatted(b64(RED)));
        assertEquals(1, answer.get("predictions").size());
        JsonNode best = answer.get("predictions").get(0).get("tags").get(0);
        assertEquals("red", best.get("label").textValue());
        assertEquals(1.0, best.get("score").doubleValue());
        assertTrue(best.get("predicted").booleanValue());
        JsonNode direct = RunningServer.json(server.post("/predict", "image/png", RED)).get("tags");
        assertEquals(direct, answer.get("predictions").get(0).get("tags"));
    }

    /** A named input, as in the encoding of binary values of TensorFlow's page. */
    @Test
    void answersForEachInstance() throws Exception {
        JsonNode predictions =
                answer(
                                TENSORFLOW + "?top=1&threshold=1.0",
                                """
                                {"signature_name": "serving_default", "instances": [
                                {"image_bytes": {"b64": "%s"}}, {"b64": "%s"}]}
                                """
                                        .formatted(b64(BLUE), b64(RED)))
                        .get("predictions");
        assertEquals(2, predictions.size());
        assertEquals("blue", predictions.get(0).get("tags").get(0).get("label").textValue());
        assertEquals("red", predictions.get(1).get("tags").get(0).get("label").textValue());
        assertEquals(1, predictions.get(1).get("tags").size());
        assertEquals(1.0, predictions.get(1).get("tags").get(0).get("threshold").doubleValue());
    }

    @Test
    void answersAnOpenInferenceClient() throws Exception {
        JsonNode answer = answer(KSERVE, infer(RED, BLUE));
        assertEquals("colours", answer.get("model_name").textValue());
        assertEquals("42", answer.get("id").textValue());
        JsonNode label = answer.get("outputs").get(0);
        assertEquals("label", label.get("name").textValue());
        assertEquals("BYTES", label.get("datatype").textValue());
        assertEquals("[2,3]", label.get("shape").toString());
        assertEquals(
                "[\"red\",\"green\",\"blue\",\"blue\",\"red\",\"green\"]",
                label.get("data").toString());
        JsonNode score = answer.get("outputs").get(1);
        assertEquals("FP32", score.get("datatype").textValue());
        assertEquals(6, score.get("data").size());
        JsonNode predicted = answer.get("outputs").get(2);
        assertEquals("BOOL", predicted.get("datatype").textValue());
        assertEquals("[true,false,false,true,false,false]", predicted.get("data").toString());
    }

    @Test
    void answersTheOutputsAskedFor() throws Exception {
        String body = infer(RED).strip();
        JsonNode answer =
                answer(
                        KSERVE + "?top=2",
                        body.substring(0, body.length() - 1)
                                + ", \"outputs\": [{\"name\": \"score\"}]}");
        assertEquals(1, answer.get("outputs").size());
        assertEquals("[1,2]", answer.get("outputs").get(0).get("shape").toString());
    }

    @Test
    void boundsEachImageAndTheBody() throws Exception {
        byte[] most = Arrays.copyOf(RED, MOST_BYTES);
        assertEquals(200, post(TENSORFLOW, tensorFlow(most)).statusCode());
        HttpResponse<String> larger =
                post(TENSORFLOW, tensorFlow(Arrays.copyOf(RED, MOST_BYTES + 1)));
        assertEquals(413, larger.statusCode(), larger.body());
        assertTrue(larger.body().contains("image 1 has 100,001 bytes"), larger.body());
        // Two images of that size are more than a body may have.
        HttpResponse<String> body = post(KSERVE, infer(most, most));
        assertEquals(413, body.statusCode());
        assertTrue(body.body().contains("The body is larger than"), body.body());
        byte[] bomb = TestImages.plain(Color.RED, 2000, 2000, "png");
        HttpResponse<String> pixels = post(KSERVE, infer(RED, bomb));
        assertEquals(413, pixels.statusCode(), pixels.body());
        assertTrue(pixels.body().contains("image 2: The image has 2,000 x 2,000"), pixels.body());
        assertEquals(
                "[1,3]", answer(KSERVE, infer(RED)).get("outputs").get(0).get("shape").toString());
        assertTrue(server.get("/metrics").body().contains("\ntagzoo_upload_bytes 0.0"));
    }

    private static String tensorFlow(byte[] image) {
        return "{\"instances\": [{\"b64\": \"" + b64(image) + "\"}]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"instances\": 1}",
                "{\"instances\": []}",
                "{\"instances\": [null]}",
                "{\"instances\": [{}]}",
                "{\"instances\": [{\"b64\": null}]}",
                "{\"instances\": [{\"b64\": 7}]}",
                "{\"instances\": [{\"b64\": \"a*b\"}]}",
                "{\"instances\": [{\"a\": {\"b64\": \"AAAA\"}, \"b\": {\"b64\": \"AAAA\"}}]}",
                "{\"instances\": [{\"b64\": \"AAAA\", \"caption\": \"x\"}]}",
                "{\"instances\": [1.0, 2.0, 5.0]}",
                "{\"instances\": [{\"b64\": \"AAAA\"}",
                "{\"inputs\": {\"image\": [{\"b64\": \"AAAA\"}]}}",
                "{\"inputs\": [null]}",
                "{\"inputs\": []}",
                "{\"inputs\": [{\"name\": \"a\", \"shape\": [1], \"datatype\": \"BYTES\"}]}",
                "{\"inputs\": [{\"shape\": [2], \"datatype\": \"BYTES\", \"data\": [\"AAAA\"]}]}",
                "{\"inputs\": [{\"shape\": [-1, -1], \"datatype\": \"BYTES\", \"data\": [\"AAAA\"]}]}",
                "{\"inputs\": [{\"shape\": [1], \"datatype\": \"BYTES\", \"data\": [null]}]}",
                "{\"inputs\": [{\"shape\": [0], \"datatype\": \"BYTES\", \"data\": []}]}",
                "{\"inputs\": [{\"shape\": [2, 2], \"datatype\": \"UINT32\", \"data\": [1, 2, 3, 4]}]}",
                "{\"inputs\": [{\"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"AAAA\"]}], \"outputs\": [{\"name\": \"output0\"}]}",
                // The pages' own examples, which hold no image.
                "{\"instances\": [ \"foo\", \"bar\", \"baz\" ]}",
                "{\"instances\": [ [[1, 2]], [[3, 4]] ]}",
                "{\"instances\": [{\"tag\": \"foo\", \"signal\": [1, 2, 3, 4, 5], \"sensor\": [[1, 2], [3, 4]]}]}",
                "{\"signature_name\": \"classify_objects\", \"examples\": [{\"image\": {\"b64\": \"aW1hZ2UgYnl0ZXM=\"}, \"caption\": \"seaside\"}]}",
                "{\"id\": \"42\", \"inputs\": [{\"name\": \"input0\", \"shape\": [2, 2], \"datatype\": \"UINT32\", \"data\": [1, 2, 3, 4]}, {\"name\": \"input1\", \"shape\": [3], \"datatype\": \"BOOL\", \"data\": [true]}], \"outputs\": [{\"name\": \"output0\"}]}"
            })
    void refusesOtherBodies(String body) throws Exception {
        for (String path : List.of(TENSORFLOW, KSERVE)) {
            HttpResponse<String> response = post(path, body);
            assertEquals(400, response.statusCode(), response.body());
            assertTrue(
                    response.body().startsWith("{\"error\":\"The body must be {"), response.body());
            assertFalse(response.body().contains("Exception"), response.body());
        }
    }

    @Test
    void refusesMoreThanItHolds() throws Exception {
        String one = "{\"b64\":\"AAAA\"}";
        String many = String.join(",", Collections.nCopies(33, one));
        assertEquals(400, post(TENSORFLOW, "{\"instances\":[" + many + "]}").statusCode());
        String most = String.join(",", Collections.nCopies(12_000, "[]"));
        HttpResponse<String> tokens = post(KSERVE, "{\"x\":[" + most + "]}");
        assertEquals(400, tokens.statusCode());
        assertTrue(tokens.body().contains("more than the texts"), tokens.body());
        assertEquals(400, post(KSERVE, "[".repeat(60_000)).statusCode());
        assertEquals(404, post("/v1/models/other:predict", tensorFlow(RED)).statusCode());
        assertEquals(405, server.get(KSERVE).statusCode());
        HttpResponse<String> broken = post(TENSORFLOW, tensorFlow(new byte[3]));
        assertEquals(422, broken.statusCode());
        assertTrue(broken.body().contains("image 1: No image that can be read"), broken.body());
    }

    /** Damaged bodies get an answer, and the server holds nothing of them. */
    @Test
    void goesOnAfterDamagedBodies() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> bodies = new ArrayList<>(List.of(tensorFlow(RED), infer(RED, BLUE)));
        for (int i = 0; i < 500; i++) {
            StringBuilder body = new StringBuilder(bodies.get(i % 2));
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(random.nextBoolean() ? 60 : body.length());
                switch (random.nextInt(3)) {
                    case 0 -> body.setCharAt(at, "{}[]\",:0\\n=".charAt(random.nextInt(10)));
                    case 1 -> body.delete(at, Math.min(body.length(), at + random.nextInt(20)));
                    default -> body.insert(at, body.substring(0, random.nextInt(40)));
                }
            }
            String path = i % 2 == 0 ? TENSORFLOW : KSERVE;
            HttpResponse<String> response = post(path, body.toString());
            assertTrue(
                    List.of(200, 400, 413, 422).contains(response.statusCode()),
                    "seed " + seed + ": " + response.body() + " for " + body);
        }
        String metrics = server.get("/metrics").body();
        assertTrue(metrics.contains("\ntagzoo_queue_length 0.0"), metrics);
        assertTrue(metrics.contains("\ntagzoo_upload_bytes 0.0"), metrics);
        assertFalse(metrics.contains("kind=\"internal\""), server.log());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    top=0 # top must be a whole number from 1, not '0'
                    top=-1 # top must be a whole number from 1
                    top=99999999999 # top must be a whole number from 1
                    threshold=1.5 # threshold must be a number from 0 to 1, not '1.5'
                    threshold=NaN # threshold must be a number from 0 to 1
                    threshold= # threshold must be a number from 0 to 1, not ''
                    top=1&top=2 # top stands there twice
                    tops=1 # There is no parameter 'tops' here; there are top, threshold
                    %zz=1 # The query can't be decoded
                    """)
    void refusesOtherParameters(String query, String reason) throws Exception {
        String answer =
                server.raw(
                        "POST /predict?%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .formatted(query));
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains(reason), answer);
        assertEquals(400, server.post("/explain?top=1", "image/png", RED).statusCode());
    }

    @Test
    void selectsTags() throws Exception {
        HttpResponse<String> response = server.post("/predict?top=2&threshold=0", "image/png", RED);
        assertEquals(
                "{\"tags\":[{\"label\":\"red\",\"score\":1.0,\"threshold\":0.0,\"attached\":true,\"predicted\":true},"
                        + "{\"label\":\"green\",\"score\":0.0,\"threshold\":0.0,\"attached\":true,\"predicted\":true}]}",
                response.body());
    }
}
