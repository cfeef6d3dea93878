package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.app.inference.OpenExport;
import org.tagzoo.app.predict.SmallExport;
import org.tagzoo.zoo.export.Tags;

/** Requests that say more of images than their pixels. */
class ServedMetadataTest {

    private static final byte[] IMAGE = TestImages.noise(new SplittableRandom(2));
    private static final Map<String, String> FIELDS = Map.of("year", "1951", "genre", "war");

    @TempDir private static Path folder;
    private static OpenExport export;
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        export = OpenExport.open(SmallExport.withMetadata(folder, true), Device.cpu());
        export.warmUp();
        server = new RunningServer(export, new ServerOptions());
    }

    @AfterAll
    static void stop() {
        server.close();
        export.close();
    }

    private static void requireTags(JsonNode found) throws Exception {
        Tags wanted = export.tag(List.of(export.description().known(IMAGE, FIELDS))).get(0);
        assertEquals(SmallExport.LABELS.size(), found.size(), found.toString());
        for (JsonNode tag : found) {
            assertEquals(
                    wanted.get(tag.get("label").textValue()).orElseThrow().score(),
                    tag.get("score").doubleValue(),
                    1e-5);
        }
    }

    private static byte[] form(String... fields) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            form.write(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(RunningServer.BOUNDARY, fields[i], fields[i + 1])
                            .getBytes(StandardCharsets.UTF_8));
        }
        form.write(RunningServer.form(List.of(Map.entry("a", IMAGE), Map.entry("b", IMAGE))));
        return form.toByteArray();
    }

    private static HttpResponse<String> postForm(String... fields) throws Exception {
        return server.post(
                "/predict",
                "multipart/form-data; boundary=" + RunningServer.BOUNDARY,
                form(fields));
    }

    @Test
    void theAddressSaysItOfAnyBody() throws Exception {
        String query = "?year=1951&genre=war";
        HttpResponse<String> bytes = server.post("/predict" + query, "image/png", IMAGE);
        requireTags(RunningServer.json(bytes).get("tags"));
        String json =
                "{\"instances\": [{\"b64\": \"%s\"}]}"
                        .formatted(Base64.getEncoder().encodeToString(IMAGE));
        HttpResponse<String> tensorFlow =
                server.post(
                        "/v1/models/small:predict" + query,
                        "application/json",
                        json.getBytes(StandardCharsets.US_ASCII));
        assertEquals(200, tensorFlow.statusCode(), tensorFlow.body());
        requireTags(RunningServer.json(tensorFlow).get("predictions").get(0).get("tags"));
        HttpResponse<String> heat = server.post("/explain" + query, "image/png", IMAGE);
        assertEquals(200, heat.statusCode(), heat.body());
    }

    @Test
    void aFormSaysItOfAllItsFilesBeforeTheAddress() throws Exception {
        JsonNode rows = RunningServer.json(postForm("year", "1951", "genre", "war"));
        assertEquals(2, rows.size());
        requireTags(rows.get(0).get("tags"));
        requireTags(rows.get(1).get("tags"));
        HttpResponse<String> both =
                server.post(
                        "/predict?year=3000&genre=war",
                        "multipart/form-data; boundary=" + RunningServer.BOUNDARY,
                        form("year", "1951"));
        requireTags(RunningServer.json(both).get(0).get("tags"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?genre=war | year must be given for each image (metadata: missing: refuse), but is missing",
                "?year=last&genre=war | year must be a number such as 12 or -0.5, but is last",
                "?yeer=1951 | There is no parameter 'yeer' here; there are top, threshold, domain, year, genre, width",
                "?domain=art | domain must be left out: this network has no branches, but is art",
            })
    void whatCanNotBeUsedIsRefusedInOneLine(String query, String message) throws Exception {
        HttpResponse<String> answer = server.post("/predict" + query, "image/png", IMAGE);
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(message, RunningServer.json(answer).get("error").textValue());
    }

    @Test
    void partsThatTheNetworkDoesNotTakeAreRefused() throws Exception {
        HttpResponse<String> answer = postForm("year", "1951", "gender", "war");
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(
                "The network takes no 'gender'; it takes genre, width, year",
                RunningServer.json(answer).get("error").textValue());
        assertEquals(400, postForm("year", "1951", "year", "1952", "genre", "war").statusCode());
    }

    @Test
    void itsHealthNamesTheFields() throws Exception {
        assertTrue(
                server.get("/health").body().contains("\"fields\":[\"year\",\"genre\",\"width\"]"));
    }
}
