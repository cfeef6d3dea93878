package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * The weights that are built in, from an image to its logits, against timm, which {@code
 * make_lite_logits.py} ran. An image made by a formula is always there; photographs are compared
 * where the corpora are.
 */
class EfficientNetLiteTest {

    @TempDir Path folder;

    @Test
    void logitsAreTimms() throws Exception {
        ResolvedWeights weights =
                new WeightsLookup(
                                WeightsRegistry.standard(),
                                new WeightsCache(folder),
                                WeightsFetcher.of(Map.of(), true, line -> {}),
                                Map.of())
                        .find("efficientnet_lite0");
        WeightsCard card = weights.card();
        Network network =
                new Network(Backbones.byName(card.architecture()).orElseThrow(), Head.linear(1000));
        Normalization normalization =
                new Normalization(card.preprocessing().mean(), card.preprocessing().std());
        EvaluationTransform transform =
                EvaluationTransform.square(224, card.resize(), Decoding.WHOLE);
        Graph graph = network.graph(224, normalization).frozen();
        try (LoadedValues values = LoadedValues.ofWhole(weights.open(), graph, network.backbone());
                ScriptModule module =
                        ScriptModule.load(
                                graph,
                                values,
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                Device.cpu());
                InputStream golden =
                        EfficientNetLiteTest.class.getResourceAsStream("lite-logits.json")) {
            for (JsonNode expected : new ObjectMapper().readTree(golden)) {
                String name = expected.get("file").asText();
                Path file = corpora().resolve(name);
                if (name.isEmpty()) {
                    compare(expected, module, transform.apply(byFormula(331, 290)));
                } else if (Files.exists(file)
                        && Sha256.of(file).equals(expected.get("sha256").asText())) {
                    compare(expected, module, transform.read(Files.readAllBytes(file)));
                }
            }
        }
    }

    private static Path corpora() {
        String set = System.getenv("TAGZOO_CORPORA");
        return Path.of(set == null ? "../../shared/corpora" : set);
    }

    private static RgbImage byFormula(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    pixels[at++] = (byte) (x * 37 + y * 101 + c * 67 + ((x * y * 13) ^ (x * x)));
                }
            }
        }
        return new RgbImage(width, height, pixels);
    }

    private static void compare(JsonNode expected, ScriptModule module, RgbImage seen) {
        float[] logits;
        try (NDManager manager = module.manager().newSubManager()) {
            NDArray pixels =
                    manager.create(
                            ByteBuffer.wrap(seen.pixels()),
                            new Shape(1, 224, 224, 3),
                            DataType.UINT8);
            logits = module.forward(pixels, false).toFloatArray();
        }
        int best = 0;
        float largest = 0;
        for (int i = 0; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
            largest = Math.max(largest, Math.abs(logits[i]));
        }
        assertTrue(largest > 1, "Logits are too small to compare");
        JsonNode kept = expected.get("logits");
        for (int i = 0; i < kept.size(); i++) {
            assertEquals(
                    kept.get(i).asDouble(), logits[37 * i], 1e-4 * largest, expected::toString);
        }
        assertEquals(expected.get("class").asInt(), best);
    }
}
