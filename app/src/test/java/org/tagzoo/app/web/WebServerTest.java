package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets. */
class WebServerTest {

    private static final byte[] RED = TestImages.plain(Color.RED, 80, 50, "png");
    private static final byte[] BLUE = TestImages.plain(Color.BLUE, 30, 90, "jpg");

    private static final ColourTagger TAGGER = new ColourTagger();
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server =
                new RunningServer(
                        TAGGER, new ServerOptions().optMaxBytes(100_000).optMaxPixels(1_000_000));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tagsTheBytesOfOneImage() throws Exception {
        for (String type :
                List.of("image/png", "application/octet-stream", "IMAGE/X-whatever; q=1")) {
            HttpResponse<String> response = server.post("/predict", type, RED);
            assertEquals(200, response.statusCode(), response.body());
            assertEquals(
                    "{\"tags\":[{\"label\":\"red\",\"score\":1.0,\"threshold\":0.5,\"attached\":true,\"predicted\":true},"
                            + "{\"label\":\"green\",\"score\":0.0,\"threshold\":0.4,\"attached\":false,\"predicted\":false},"
                            + "{\"label\":\"blue\",\"score\":0.0,\"threshold\":0.9,\"attached\":false,\"predicted\":false}]}",
                    response.body());
            assertEquals("application/json", response.headers().firstValue("Content-Type").get());
        }
    }

    @Test
    void tagsAFormWithOneImageTheSame() throws Exception {
        HttpResponse<String> raw = server.post("/predict", "image/jpeg", BLUE);
        HttpResponse<String> form = server.postForm("/predict", List.of(Map.entry("b.jpg", BLUE)));
        assertEquals(200, form.statusCode(), form.body());
        assertEquals(raw.body(), form.body());
    }

    @Test
    void tagsSeveralImagesAndNamesEach() throws Exception {
        HttpResponse<String> response =
                server.postForm(
                        "/predict",
                        List.of(
                                Map.entry("ä \u2603.png", RED),
                                Map.entry("../../no.jpg", new byte[] {1, 2, 3}),
                                Map.entry("", BLUE)));
        assertEquals(200, response.statusCode(), response.body());
        JsonNode list = RunningServer.json(response);
        assertEquals(3, list.size());
        assertEquals("ä \u2603.png", list.get(0).get("image").textValue());
        assertEquals("red", list.get(0).get("tags").get(0).get("label").textValue());
        assertEquals(
                "No image that can be read: the file is not an image;"
                        + " TagZoo reads JPEG, PNG, GIF, BMP, TIFF and WebP",
                list.get(1).get("error").textValue());
        assertFalse(list.get(1).has("tags"));
        assertEquals("image 3", list.get(2).get("image").textValue());
        assertEquals("blue", list.get(2).get("tags").get(0).get("label").textValue());
    }

    @Test
    void refusesAFormOfWhichNoImageCanBeRead() throws Exception {
        Map.Entry<String, byte[]> broken = Map.entry("a.jpg", new byte[10]);
        assertEquals(422, server.postForm("/predict", List.of(broken)).statusCode());
        HttpResponse<String> two = server.postForm("/predict", List.of(broken, broken));
        assertEquals(422, two.statusCode());
        assertEquals(2, RunningServer.json(two).size());
    }

    @Test
    void explains() throws Exception {
        HttpResponse<String> response =
                server.post("/explain", "image/png", TestImages.redBesideBlue(64, 64));
        assertEquals(200, response.statusCode(), response.body());
        JsonNode heat = RunningServer.json(response);
        assertEquals(4, heat.get("rows").intValue());
        assertEquals(4, heat.get("columns").intValue());
        assertEquals("red", heat.get("maps").get(0).get("label").textValue());
        JsonNode values = heat.get("maps").get(0).get("values");
        assertEquals(16, values.size());
        assertEquals("occlusion", heat.get("method").textValue());
        assertEquals(3.0, values.get(0).doubleValue());
        assertEquals(0.0, values.get(3).doubleValue());
    }

    @Test
    void tellsItsHealth() throws Exception {
        HttpResponse<String> response = server.get("/health");
        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"status\":\"ok\",\"model\":\"colours\",\"labels\":3,\"calibrated\":false,\"imageSize\":32,\"maxBytes\":100000}",
                response.body());
    }

    @Test
    void countsWhatItDoes() throws Exception {
        server.post("/predict", "image/png", RED);
        server.post("/predict", "text/plain", RED);
        server.get("/nowhere/" + System.nanoTime());
        HttpResponse<String> response = server.get("/metrics");
        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("Content-Type").get().startsWith("text/plain"));
        for (String line :
                List.of(
                        "tagzoo_requests_total{path=\"/predict\",status=\"200\"} ",
                        "tagzoo_requests_total{path=\"other\",status=\"404\"} ",
                        "tagzoo_request_seconds_bucket{path=\"/predict\",le=\"0.1\"} ",
                        "tagzoo_batch_size_bucket{le=\"1.0\"} ",
                        "tagzoo_errors_total{kind=\"wrong_type\"} ",
                        "tagzoo_images_total ",
                        "tagzoo_queue_length 0.0")) {
            assertTrue(response.body().contains("\n" + line), line + " in " + response.body());
        }
        assertFalse(response.body().contains("nowhere"), "a client's text in a label");
    }

    @Test
    void givesThePageAPolicyOfItsOwn() throws Exception {
        HttpResponse<String> response = server.get("/");
        assertEquals(200, response.statusCode());
        String policy = response.headers().firstValue("Content-Security-Policy").get();
        assertTrue(policy.startsWith("default-src 'none'; "), policy);
        assertTrue(policy.contains("script-src 'sha256-"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(response.body().contains("http://"), "an address of something outside");
        assertFalse(response.body().contains("https://"), "an address of something outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/metrics", "/nowhere", "/predict"})
    void protectsEveryAnswer(String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").get());
        assertTrue(response.headers().firstValue("Content-Security-Policy").isPresent());
        assertEquals("no-store", response.headers().firstValue("Cache-Control").get());
        assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
        assertTrue(response.headers().firstValue("Server").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /predict, 405",
        "PUT, /predict, 405",
        "POST, /health, 405",
        "OPTIONS, /predict, 405",
        "TRACE, /predict, 405",
        "DELETE, /, 405",
        "GET, /favicon.ico, 404",
        "GET, /PREDICT, 404",
        "GET, /predict/, 404",
        "GET, //predict, 400",
        "GET, /a/../predict, 404",
        "GET, /%2e%2e/etc/passwd, 400",
        "GET, /..%2fetc%2fpasswd, 400",
        "GET, /../../etc/passwd, 400",
        "GET, /predict;jsessionid=1, 404",
        "GET, /%00, 400",
        "FROB, /predict, 405"
    })
    void knowsItsPathsAndMethods(String method, String path, int status) throws Exception {
        String answer =
                server.raw(
                        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .formatted(method, path));
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("{\"error\":\""), answer);
        assertEquals(status == 405, answer.contains("\r\nAllow: "), answer);
    }

    @Test
    void answersHeadWithoutContent() throws Exception {
        String answer =
                server.raw("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/mixed; boundary=x",
                "imagejpeg"
            })
    void refusesOtherTypes(String type) throws Exception {
        HttpResponse<String> response = server.post("/predict", type, RED);
        assertEquals(415, response.statusCode());
        assertTrue(RunningServer.json(response).get("error").textValue().startsWith("Send "));
    }

    @Test
    void refusesCompressedBodies() throws Exception {
        HttpRequest.Builder request = server.postRequest("/predict", "image/png", RED);
        assertEquals(415, server.send(request.header("Content-Encoding", "gzip")).statusCode());
    }

    @Test
    void refusesBodiesThatAreTooLong() throws Exception {
        HttpResponse<String> response = server.post("/predict", "image/png", new byte[1_000_000]);
        assertEquals(413, response.statusCode());
        assertEquals(
                "The body is larger than the 100,000 bytes that this server reads (--max-bytes)",
                RunningServer.json(response).get("error").textValue());
    }

    @Test
    void refusesImagesWithTooManyPixelsBeforeItDecodesThem() throws Exception {
        HttpResponse<String> response =
                server.post("/predict", "image/png", TestImages.bomb(2000, 600));
        assertEquals(413, response.statusCode(), response.body());
        assertEquals(
                "The image has 2,000 x 600 pixels; this server reads at most 1,000,000 in all"
                        + " (--max-pixels)",
                RunningServer.json(response).get("error").textValue());
    }

    @Test
    void refusesFormsWithoutFilesOrWithTooMany() throws Exception {
        HttpResponse<String> none = server.postForm("/predict", List.of());
        assertEquals(400, none.statusCode());
        List<Map.Entry<String, byte[]>> many = new java.util.ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(Map.entry("a.png", RED));
        }
        HttpResponse<String> tooMany = server.postForm("/predict", many);
        assertEquals(400, tooMany.statusCode());
        assertTrue(tooMany.body().contains("more than 32 parts"), tooMany.body());
        HttpResponse<String> noBoundary = server.post("/predict", "multipart/form-data", RED);
        assertEquals(400, noBoundary.statusCode());
    }

    @Test
    void saysNothingOfItsInsides() throws Exception {
        TAGGER.breakDown(true);
        try {
            HttpResponse<String> response = server.post("/predict", "image/png", RED);
            assertEquals(500, response.statusCode());
            assertEquals("{\"error\":\"The server failed; its log says more\"}", response.body());
            assertTrue(server.log().contains("secret of the engine"), server.log());
        } finally {
            TAGGER.breakDown(false);
        }
        assertEquals(200, server.post("/predict", "image/png", RED).statusCode());
    }

    @Test
    void refusesHeadersThatAreTooLong() throws Exception {
        String answer =
                server.raw(
                        "GET /health HTTP/1.1\r\nHost: localhost\r\nX: %s\r\n\r\n"
                                .formatted("x".repeat(20_000)));
        assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
        assertTrue(answer.endsWith("{\"error\":\"The headers are too long\"}"), answer);
    }
}
