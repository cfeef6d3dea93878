package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.KnownImage;
import org.tagzoo.zoo.export.ObjectBox;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.image.Images;

/** The scores that PyTorch gives, through {@code Criteria} that name types and a folder only. */
class StockCriteriaTest {

    private static final double TOLERANCE = 1e-5;
    private static final Path PHOTO = Path.of("photo.jpg");

    private static <I, O> O predict(Class<I> in, Class<O> out, I input) throws Exception {
        return predict("export", in, out, input);
    }

    private static <I, O> O predict(String export, Class<I> in, Class<O> out, I input)
            throws Exception {
        Criteria<I, O> criteria =
                Criteria.builder().setTypes(in, out).optModelPath(Path.of(export)).build();
        try (ZooModel<I, O> model = criteria.loadModel();
                Predictor<I, O> predictor = model.newPredictor()) {
            return predictor.predict(input);
        }
    }

    private static void assertExpected(Map<String, Double> scores) throws Exception {
        String json = Files.readString(Path.of("export/expected.json"));
        Map<String, Map<String, Double>> all = new Gson().fromJson(json, new TypeToken<>() {});
        assertExpected(all.get("photo.jpg"), scores);
    }

    private static void assertExpected(Map<String, Double> expected, Map<String, Double> scores) {
        assertEquals(expected.keySet(), scores.keySet());
        expected.forEach(
                (label, score) -> assertEquals(score, scores.get(label), TOLERANCE, label));
    }

    private static Map<String, Double> scores(String json) {
        Map<String, Double> scores = new TreeMap<>();
        JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("tags")
                .forEach(
                        tag -> {
                            JsonObject object = tag.getAsJsonObject();
                            scores.put(
                                    object.get("label").getAsString(),
                                    object.get("score").getAsDouble());
                        });
        return scores;
    }

    @Test
    void imageToTags() throws Exception {
        Tags tags = predict(Image.class, Tags.class, Images.read(PHOTO));
        assertExpected(scores(tags.toJson()));
        assertTrue(tags.get("sky").orElseThrow().predicted());
    }

    @Test
    void imageToClassifications() throws Exception {
        Classifications classes = predict(Image.class, Classifications.class, Images.read(PHOTO));
        Map<String, Double> scores = new TreeMap<>();
        classes.items().forEach(item -> scores.put(item.getClassName(), item.getProbability()));
        assertExpected(scores);
    }

    @Test
    void inputToOutput() throws Exception {
        Input request = new Input();
        request.add(Files.readAllBytes(PHOTO));
        assertExpected(scores(predict(Input.class, Output.class, request).getAsString(0)));
    }

    /** With metadata and a text, as properties of a request and as fields of an image. */
    @Test
    void moreThanPixels() throws Exception {
        String json = Files.readString(Path.of("known/known.json"));
        List<Known> all = new Gson().fromJson(json, new TypeToken<>() {});
        assertEquals(3, all.size());
        ExportDescription description = Export.open(Path.of("known")).description();
        for (Known known : all) {
            Input request = new Input();
            request.add(Files.readAllBytes(PHOTO));
            known.fields().forEach(request::addProperty);
            Output answer = predict("known", Input.class, Output.class, request);
            assertExpected(known.scores(), scores(answer.getAsString(0)));
            KnownImage image = description.known(Files.readAllBytes(PHOTO), known.fields());
            Tags tags = predict("known", KnownImage.class, Tags.class, image);
            assertExpected(known.scores(), scores(tags.toJson()));
        }
    }

    /** Where the object is, in shares of the image's sides. */
    @Test
    void classAndBox() throws Exception {
        String json = Files.readString(Path.of("boxes/expected.json"));
        Map<String, Boxed> all = new Gson().fromJson(json, new TypeToken<>() {});
        Boxed expected = all.get("photo.jpg");
        Tags tags = predict("boxes", Path.class, Tags.class, PHOTO);
        assertExpected(expected.scores(), scores(tags.toJson()));
        ObjectBox box = tags.box().orElseThrow();
        Map<String, Double> found =
                Map.of("x", box.x(), "y", box.y(), "width", box.width(), "height", box.height());
        assertExpected(expected.box(), found);
    }

    private record Boxed(Map<String, Double> scores, Map<String, Double> box) {}

    private record Known(Map<String, String> fields, Map<String, Double> scores) {}

    @Test
    void theExampleTagsAFile() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            TagAFile.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        String[] lines = printed.toString(StandardCharsets.UTF_8).split("\\R", 2);
        assertTrue(lines[0].startsWith("sky 0.68"), lines[0]);
        assertExpected(scores(lines[1]));
    }
}
