package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * The networks of two studies of film posters, against what {@code make_poster_networks.py} wrote,
 * and against the parameters that the first published.
 */
class PosterNetworksTest {

    private static final ImageSize POSTER = new ImageSize(138, 92);

    private static Network network(String name) {
        if (name.startsWith("genres")) {
            boolean drops = !name.equals("genres");
            HeadForm form =
                    new HeadForm(false, 0, false, Domains.NONE, null, drops ? 0.2 : 0, null, null);
            String body = "genre_cnn" + (drops ? name.substring("genres ".length()) : "1");
            List<Integer> hidden = name.endsWith("2") ? List.of(128, 128) : List.of(128);
            return new Network(
                    Backbones.byName(body).orElseThrow(),
                    new Head(17, hidden, drops ? 0.2 : 0, false, form));
        }
        List<Integer> hidden =
                switch (name) {
                    case "augmented" -> List.of();
                    case "inception" -> List.of(1024);
                    default -> List.of(64);
                };
        String body =
                switch (name) {
                    case "inception" -> "inception_v3";
                    case "additional layer" -> "poster_cnn3";
                    default -> "poster_cnn2";
                };
        double dropout = name.equals("inception") ? 0 : 0.5;
        return new Network(
                Backbones.byName(body).orElseThrow(), new Head(7, hidden, dropout, false));
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream in = Network.class.getResourceAsStream("poster-networks.json")) {
            return new ObjectMapper().readTree(in).get(name);
        }
    }

    private static Graph graph(String name) {
        ImageSize size = name.startsWith("genres") ? ImageSize.square(32) : POSTER;
        return network(name).graph(size, TorchvisionTest.IMAGENET);
    }

    /** The published ones are Keras's; PyTorch's are the script's. Of genres none is published. */
    @ParameterizedTest
    @CsvSource({
        "baseline, 264423",
        "augmented, 34087",
        "additional layer, 44823",
        "inception, 23908135",
        "genres, 1051793",
        "genres 2, 562513",
        "genres 3, 357713"
    })
    void namesShapesAndCountsAreThoseOfPyTorchAndTheStudy(String name, long published)
            throws IOException {
        JsonNode golden = golden(name);
        Graph graph = graph(name);
        assertEquals(published, KerasCount.of(graph, network(name).backbone()));
        assertEquals(golden.get("keras").asLong(), published);
        assertEquals(golden.get("parameters").asLong(), graph.weightCount());
        assertEquals(golden.get("head").asLong(), graph.from(Stage.HEAD).weightCount());
        LayerTable table = LayerTable.of(graph, network(name).backbone());
        assertEquals(published, table.kerasParameters());
        List<String> expected = new ArrayList<>();
        golden.get("listing").forEach(line -> expected.add(line.textValue()));
        assertEquals(
                expected,
                graph.parameters().stream()
                        .filter(p -> p.role().isWeight())
                        .map(p -> p.name() + " " + p.shape())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "baseline, CHANNELS_LAST",
        "baseline, CONTIGUOUS",
        "augmented, CHANNELS_LAST",
        "additional layer, CHANNELS_LAST",
        "genres, CHANNELS_LAST",
        "genres, CONTIGUOUS",
        "genres 2, CHANNELS_LAST",
        "genres 3, CHANNELS_LAST"
    })
    void logitsAndGradientsArePyTorchs(String name, MemoryFormat format) throws IOException {
        JsonNode golden = golden(name);
        try (ScriptModule module =
                ScriptModule.load(
                        InceptionStepTest.frozen(graph(name)),
                        new FormulaValues(),
                        Precision.FLOAT32,
                        format,
                        Device.cpu())) {
            TorchvisionTest.assertClose(golden.get("logits"), logits(module, golden), 0, 1, 1e-4);
            Map<String, float[]> gradients = InceptionStepTest.step(module, golden, 1e-4);
            InceptionStepTest.compareNorms(golden.get("gradients"), gradients, 1e-3);
            gradients.forEach(
                    (weight, values) ->
                            InceptionStepTest.compare(
                                    golden.get("samples").get(weight), values, weight));
        }
    }

    private static float[] logits(ScriptModule module, JsonNode golden) {
        int height = golden.get("height").intValue();
        int width = golden.get("width").intValue();
        try (NDManager manager = module.manager().newSubManager()) {
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(2 * height * width * 3));
            NDArray input = manager.create(pixels, new Shape(2, height, width, 3), DataType.UINT8);
            return module.forward(input, false).toFloatArray();
        }
    }

    /** The two blocks that the study trained further, and the head. */
    @Test
    void inceptionIsTrainedFromItsTopTwoBlocks() throws IOException {
        assertEquals(
                golden("inception").get("from Mixed_7b").asLong(),
                graph("inception").from("Mixed_7b").weightCount());
    }
}
