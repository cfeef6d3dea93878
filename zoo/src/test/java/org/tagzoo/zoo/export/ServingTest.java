package org.tagzoo.zoo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.Artifact;
import ai.djl.repository.Repository;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.util.Utils;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loads and calls an export step by step as DJL Serving 0.35 does ({@code ModelInfo}, {@code
 * WorkerThread}).
 */
class ServingTest {

    @TempDir static Path scratch;

    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        folder = TinyExport.write(scratch.resolve("photos"));
    }

    private static Output answer(Input... requests) throws Exception {
        return answers(List.of(requests)).get(0);
    }

    private static List<Output> answers(List<Input> requests) throws Exception {
        Repository repository =
                Repository.newInstance("modelStore", folder.toUri().toURL().toString());
        Artifact artifact = repository.getResources().get(0).getDefaultArtifact();
        repository.prepare(artifact);
        Path found = Utils.getNestedModelDir(repository.getResourceDirectory(artifact));
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(found.resolve("serving.properties")));
        Criteria<Input, Output> criteria =
                Criteria.builder()
                        .setTypes(Input.class, Output.class)
                        .optModelUrls(folder.toUri().toURL().toString())
                        .optModelName(properties.getProperty("option.modelName"))
                        .optEngine(properties.getProperty("engine"))
                        .optFilters(null)
                        .optArguments(Map.of("batchifier", "stack"))
                        .optOptions(null)
                        .optDevice(Device.cpu())
                        .build();
        try (ZooModel<Input, Output> model = criteria.loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            return predictor.batchPredict(requests);
        }
    }

    private static byte[] image(String name) throws IOException {
        return Files.readAllBytes(TestImages.file(name));
    }

    private static Input request(String key, byte[] content) {
        Input input = new Input();
        input.add(key, content);
        return input;
    }

    private static String text(Output output) {
        return output.getData().getAsString();
    }

    /** In a batch, a score may differ in its last digit. */
    private static void assertSameScores(Output expected, Output found) {
        JsonArray one = tags(expected);
        JsonArray other = tags(found);
        assertEquals(one.size(), other.size());
        for (int i = 0; i < one.size(); i++) {
            JsonObject tag = one.get(i).getAsJsonObject();
            JsonObject same = other.get(i).getAsJsonObject();
            assertEquals(tag.get("label"), same.get("label"));
            double score = tag.get("score").getAsDouble();
            assertEquals(score, same.get("score").getAsDouble(), 1e-6);
        }
    }

    private static JsonArray tags(Output output) {
        return JsonParser.parseString(text(output)).getAsJsonObject().getAsJsonArray("tags");
    }

    @Test
    void theAnswerIsJsonOfAllLabels() throws Exception {
        Output output = answer(request("data", image("gray.jpg")));
        assertEquals("application/json", output.getProperty("Content-Type", null));
        JsonArray tags = tags(output);
        assertEquals(TinyExport.LABELS.size(), tags.size());
        JsonObject first = tags.get(0).getAsJsonObject();
        assertEquals(
                List.of("label", "score", "threshold", "attached", "predicted"),
                List.copyOf(first.keySet()));
        // It goes through the wire as Serving's workers send it.
        Output wired = Output.decode(new ByteArrayInputStream(output.encode()));
        assertEquals(text(output), text(wired));
    }

    @Test
    void theImageIsUnderDataOrBodyOrFirst() throws Exception {
        byte[] image = image("exif-6.jpg");
        String expected = text(answer(request("data", image)));
        assertEquals(expected, text(answer(request("body", image))));
        assertEquals(expected, text(answer(request(null, image))));
        assertEquals(expected, text(answer(request("photo", image))));
        Input form = new Input();
        form.add("note", "a text field");
        form.add("data", image);
        assertEquals(expected, text(answer(form)));
    }

    @Test
    void contentTypesOfFilesMakeNoDifference() throws Exception {
        byte[] image = image("exif-6.jpg");
        String expected = text(answer(request("data", image)));
        for (String type :
                List.of("image/jpeg", "image/png", "application/octet-stream", "text/plain")) {
            Input input = request("data", image);
            input.addProperty("content-type", type);
            assertEquals(expected, text(answer(input)), type);
        }
    }

    @Test
    void eachRequestOfABatchIsAnsweredForItself() throws Exception {
        String address = "{\"image_url\": \"http://localhost/\"}";
        Input json = request("data", address.getBytes(StandardCharsets.UTF_8));
        json.addProperty("Content-Type", "application/json; charset=utf-8");
        List<Input> requests =
                List.of(
                        request("data", image("exif-6.jpg")),
                        request("data", image("cut-scan.jpg")),
                        new Input(),
                        json,
                        request("data", image("bomb.png")),
                        request("data", new byte[0]),
                        request("data", image("gray.png")));
        List<Output> outputs = answers(requests);
        List<Integer> codes = new ArrayList<>();
        outputs.forEach(output -> codes.add(output.getCode()));
        assertEquals(List.of(200, 400, 400, 400, 400, 400, 200), codes);
        assertSameScores(answer(requests.get(0)), outputs.get(0));
        assertSameScores(answer(requests.get(6)), outputs.get(6));
        for (int i = 1; i < 6; i++) {
            JsonObject error = JsonParser.parseString(text(outputs.get(i))).getAsJsonObject();
            String message = error.get("error").getAsString();
            assertTrue(!message.isBlank() && !message.contains("\n"), message);
        }
        assertTrue(text(outputs.get(3)).contains("application/json"), text(outputs.get(3)));
    }

    @Test
    void aBatchWithoutAnImageIsAnswered() throws Exception {
        List<Output> outputs = answers(List.of(new Input(), new Input()));
        assertEquals(List.of(400, 400), outputs.stream().map(Output::getCode).toList());
    }
}
