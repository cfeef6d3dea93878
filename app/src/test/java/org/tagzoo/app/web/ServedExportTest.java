package org.tagzoo.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.inference.OpenExport;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;

/** A network behind the server gives what it gives without. */
class ServedExportTest {

    @TempDir Path scratch;

    @Test
    void tagsEqualThePredictorsAndMapsHaveEveryLabel() throws Exception {
        Path folder = TinyExport.write(scratch.resolve("export"));
        SplittableRandom random = new SplittableRandom(1);
        IdentityHashMap<byte[], Tags> wanted = new IdentityHashMap<>();
        Export export = Export.open(folder);
        try (ZooModel<byte[], Tags> model = export.criteria(byte[].class, Tags.class).loadModel();
                Predictor<byte[], Tags> predictor = model.newPredictor()) {
            for (int i = 0; i < 40; i++) {
                byte[] image = TestImages.noise(random);
                wanted.put(image, predictor.predict(image));
            }
        }
        try (OpenExport tagger = OpenExport.open(folder, Device.cpu());
                RunningServer server = new RunningServer(tagger, new ServerOptions())) {
            IdentityHashMap<byte[], CompletableFuture<HttpResponse<String>>> answers =
                    new IdentityHashMap<>();
            for (byte[] image : wanted.keySet()) {
                answers.put(
                        image,
                        server.client()
                                .sendAsync(
                                        server.postRequest("/predict", "image/png", image).build(),
                                        BodyHandlers.ofString()));
            }
            for (Map.Entry<byte[], Tags> each : wanted.entrySet()) {
                HttpResponse<String> answer = answers.get(each.getKey()).get();
                assertEquals(200, answer.statusCode(), answer.body());
                requireEqual(each.getValue(), RunningServer.json(answer).get("tags"));
            }
            byte[] any = wanted.keySet().iterator().next();
            JsonNode heat = RunningServer.json(server.post("/explain", "image/png", any));
            assertEquals(TinyExport.LABELS.size(), heat.get("maps").size(), heat.toString());
            assertEquals(
                    heat.get("rows").intValue() * heat.get("columns").intValue(),
                    heat.get("maps").get(0).get("values").size());
            JsonNode health = RunningServer.json(server.get("/health"));
            assertEquals("cnn", health.get("model").textValue());
        }
    }

    @Test
    void aNetworkOfClassesAnswersWithTheClass(@TempDir Path classes) throws Exception {
        TinyExport.writeClasses(classes);
        try (OpenExport tagger = OpenExport.open(classes, Device.cpu());
                RunningServer server = new RunningServer(tagger, new ServerOptions())) {
            JsonNode answer =
                    RunningServer.json(server.post("/predict", "image/png", TinyExport.image()));
            assertEquals(answer.at("/tags/0/label"), answer.get("class"), answer.toString());
            double sum = 0;
            for (JsonNode tag : answer.get("tags")) {
                sum += tag.get("score").doubleValue();
                assertTrue(!tag.has("threshold"), answer.toString());
                assertEquals(
                        tag.get("label").equals(answer.get("class")),
                        tag.get("attached").asBoolean());
            }
            assertEquals(1, sum, 1e-6);
            assertEquals(
                    "classes", RunningServer.json(server.get("/health")).get("task").textValue());
        }
    }

    /** By predict and by KServe's protocol. */
    @Test
    void calibratedScoresAndUnsureLabelsAreServed(@TempDir Path careful) throws Exception {
        Path raw = TinyExport.write(scratch.resolve("raw"));
        TinyExport.writeCareful(careful);
        byte[] image = TinyExport.image();
        Tags tags;
        try (OpenExport tagger = OpenExport.open(raw, Device.cpu())) {
            tags = tagger.tag(List.of(tagger.description().known(image, Map.of()))).get(0);
        }
        try (OpenExport tagger = OpenExport.open(careful, Device.cpu());
                RunningServer server = new RunningServer(tagger, new ServerOptions())) {
            JsonNode answer = RunningServer.json(server.post("/predict", "image/png", image));
            for (JsonNode tag : answer.get("tags")) {
                String label = tag.get("label").textValue();
                double score = tags.get(label).orElseThrow().score();
                double odds = Math.exp(0.5) * Math.pow(score / (1 - score), 2);
                assertEquals(odds / (1 + odds), tag.get("score").doubleValue(), 1e-5);
                assertEquals(label.equals("sky"), tag.has("unsure"), answer.toString());
                assertEquals(
                        !label.equals("sky")
                                && tag.get("score").doubleValue()
                                        >= tag.get("threshold").doubleValue(),
                        tag.get("predicted").booleanValue(),
                        answer.toString());
            }
            JsonNode asked =
                    RunningServer.json(server.post("/predict?threshold=0", "image/png", image));
            asked.get("tags")
                    .forEach(
                            tag -> assertTrue(tag.get("predicted").booleanValue(), tag.toString()));
            String infer =
                    "{\"inputs\": [{\"shape\": [1], \"datatype\": \"BYTES\", \"data\": [\"%s\"]}], \"outputs\": [{\"name\": \"label\"}, {\"name\": \"unsure\"}]}"
                            .formatted(Base64.getEncoder().encodeToString(image));
            JsonNode outputs =
                    RunningServer.json(
                                    server.post(
                                            "/v2/models/cnn/infer",
                                            "application/json",
                                            infer.getBytes(StandardCharsets.UTF_8)))
                            .get("outputs");
            assertEquals(2, outputs.size());
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        outputs.at("/0/data/" + i).textValue().equals("sky"),
                        outputs.at("/1/data/" + i).booleanValue());
            }
        }
    }

    private static void requireEqual(Tags wanted, JsonNode found) {
        List<String> labels = new ArrayList<>();
        found.forEach(tag -> labels.add(tag.get("label").textValue()));
        assertEquals(TinyExport.LABELS.size(), labels.size());
        for (JsonNode each : found) {
            Tag tag = wanted.get(each.get("label").textValue()).orElseThrow();
            // A batch may add up in another order.
            assertEquals(tag.score(), each.get("score").doubleValue(), 1e-5);
            assertEquals(tag.threshold(), each.get("threshold").doubleValue());
        }
        double last = 1;
        for (JsonNode each : found) {
            assertTrue(each.get("score").doubleValue() <= last, found.toString());
            last = each.get("score").doubleValue();
        }
    }
}
