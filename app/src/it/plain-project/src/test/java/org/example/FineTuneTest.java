package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorMap;

/** The example's training, by DJL's own trainer, comes to what {@code tagzoo compare} prints. */
class FineTuneTest {

    private static final double TOLERANCE = 1e-4;

    @TempDir static Path scratch;
    private static String corpusName;
    private static SplitCorpus corpus;
    private static Path run;
    private static Path weights;

    @BeforeAll
    static void compare() throws Exception {
        String set = System.getenv("TAGZOO_CORPORA");
        String corpora = set == null ? System.getProperty("corpora") : set;
        Path folder = Path.of(corpora).resolve("aquarium");
        assumeTrue(
                Files.isDirectory(folder),
                () -> folder + " is missing; set TAGZOO_CORPORA to the folder of the corpora");
        corpusName = "yolo:" + everyEighth(folder);
        corpus = SplitCorpus.read(Corpora.read(corpusName, CorpusOptions.DEFAULT), 1, 2, d -> {});
        weights = writeWeights();
        run = scratch.resolve("run");
        Path recipe = scratch.resolve("proof.yaml");
        try (InputStream in = FineTuneTest.class.getResourceAsStream("/proof.yaml")) {
            Files.copy(in, recipe);
        }
        Path said = scratch.resolve("said.txt");
        ProcessBuilder command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.tagzoo.app.cli.TagZoo",
                                "compare",
                                "--corpus",
                                corpusName,
                                "--recipe",
                                recipe.toString(),
                                "--weights",
                                "resnet18=" + weights,
                                "--precision",
                                "float32",
                                "--out",
                                run.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        command.environment().put("TAGZOO_CACHE", scratch.resolve("cache").toString());
        Process process = command.start();
        assertTrue(process.waitFor(10, TimeUnit.MINUTES), () -> "still at work");
        assertEquals(0, process.exitValue(), Files.readString(said));
    }

    /** Copies an eighth of the images with their labels: enough for all tags, and soon trained. */
    private static Path everyEighth(Path corpus) throws IOException {
        Path some = scratch.resolve("corpus");
        for (String part : List.of("train", "valid", "test")) {
            Files.createDirectories(some.resolve(part).resolve("images"));
            Files.createDirectories(some.resolve(part).resolve("labels"));
            try (Stream<Path> images = Files.list(corpus.resolve(part).resolve("images"))) {
                List<Path> sorted = images.sorted().toList();
                for (int i = 0; i < sorted.size(); i += 8) {
                    String image = part + "/images/" + sorted.get(i).getFileName();
                    String label =
                            image.replace("/images/", "/labels/").replaceAll("\\.\\w+$", ".txt");
                    Files.copy(corpus.resolve(image), some.resolve(image));
                    Files.copy(corpus.resolve(label), some.resolve(label));
                }
            }
        }
        return Files.copy(corpus.resolve("data.yaml"), some.resolve("data.yaml")).getParent();
    }

    /** Values by a formula of seed and name stand for pretrained weights. */
    private static Path writeWeights() throws IOException {
        Normalization any = new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        Graph graph =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(1000))
                        .graph(64, any);
        InitialValues values = new InitialValues(7);
        TensorMap tensors = new TensorMap("a formula");
        for (Parameter parameter : graph.parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                long[] shape = parameter.shape().stream().mapToLong(i -> i).toArray();
                tensors.put(
                        parameter.name(), shape, () -> FloatBuffer.wrap(values.values(parameter)));
            }
        }
        Path file = scratch.resolve("resnet18.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());
        return file;
    }

    private static Criteria.Builder<NDList, NDList> network(String name) {
        return Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optGroupId("org.tagzoo")
                .optArtifactId(name)
                .optArgument("labels", corpus.labels().names())
                .optArgument("imageSize", 64)
                .optArgument("seed", 1)
                .optOption("trainParam", "true");
    }

    private static JsonObject row(String name) throws IOException {
        JsonElement table = JsonParser.parseString(Files.readString(run.resolve("table.json")));
        for (JsonElement row : table.getAsJsonObject().getAsJsonArray("rows")) {
            if (row.getAsJsonObject().get("name").getAsString().equals(name)) {
                return row.getAsJsonObject();
            }
        }
        throw new AssertionError("No row " + name + " in " + table);
    }

    private static void assertEqual(JsonObject row, TaskEvaluation evaluation) {
        assertEquals("ok", row.get("status").getAsString(), row::toString);
        for (Metric metric : evaluation.task().metrics()) {
            assertEquals(
                    row.get(metric.key()).getAsDouble(),
                    evaluation.metrics().get(metric),
                    TOLERANCE,
                    metric.key());
        }
    }

    private static List<Double> numbers(JsonArray array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.getAsDouble()));
        return numbers;
    }

    @Test
    void aConvolutionalNetworkFromScratch() throws Exception {
        String described = Files.readString(run.resolve("rows/cnn/network.json"));
        JsonObject normalization =
                JsonParser.parseString(described)
                        .getAsJsonObject()
                        .getAsJsonObject("normalization");
        Criteria<NDList, NDList> criteria =
                network("cnn")
                        .optArgument("mean", numbers(normalization.getAsJsonArray("mean")))
                        .optArgument("std", numbers(normalization.getAsJsonArray("deviation")))
                        .build();
        assertEqual(row("cnn"), FineTune.train(corpus, criteria, 8, 0.01));
    }

    /** Its export then gives an image the scores that the network gave it. */
    @Test
    void aFrozenResNetWithWeightsOfAFile() throws Exception {
        Criteria<NDList, NDList> criteria =
                network("resnet18")
                        .optArgument("weightsFile", weights.toString())
                        .optArgument("freeze", "before head")
                        .build();
        TaskEvaluation evaluation = FineTune.train(corpus, criteria, 6, 0.0003);
        assertEqual(row("resnet18"), evaluation);
        Criteria<Path, Tags> export =
                Criteria.builder()
                        .setTypes(Path.class, Tags.class)
                        .optModelPath(Path.of("trained"))
                        .build();
        TaggedImage image = corpus.image(Part.TEST, 0);
        try (ZooModel<Path, Tags> model = export.loadModel();
                Predictor<Path, Tags> predictor = model.newPredictor()) {
            Tags tags = predictor.predict(Path.of(image.source().location()));
            boolean[] predicted = evaluation.decisions().predicted()[0];
            for (int label = 0; label < predicted.length; label++) {
                String name = corpus.labels().name(label);
                assertEquals(predicted[label], tags.get(name).orElseThrow().predicted(), name);
            }
        }
    }
}
