package org.tagzoo.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TfjsLayersTest {

    @TempDir Path folder;

    private final TinyKerasResNet50 tiny = new TinyKerasResNet50();

    private ObjectNode firstWeight() {
        return (ObjectNode) tiny.model.at("/weightsManifest/0/weights/0");
    }

    private String refusal() throws Exception {
        Path model = tiny.writeModel(folder);
        return assertThrows(WeightsException.class, () -> TfjsLayers.open(model)).getMessage();
    }

    @Test
    void readsWeightsAcrossShards() throws Exception {
        try (TfjsLayers layers = TfjsLayers.open(tiny.write(folder))) {
            assertEquals(tiny.values.keySet(), layers.names());
            assertArrayEquals(new long[] {7, 7, 3, 2}, layers.shape("conv1/kernel"));
            for (String name : layers.names()) {
                FloatBuffer buffer = layers.read(name);
                float[] values = new float[buffer.remaining()];
                buffer.get(values);
                assertArrayEquals(tiny.values.get(name), values, name);
            }
        }
    }

    @Test
    void refusesQuantisedWeights() throws Exception {
        tiny.write(folder);
        firstWeight().putObject("quantization").put("dtype", "uint8");
        assertTrue(refusal().endsWith("weight 'conv1/kernel' is quantised, which isn't read"));
    }

    @Test
    void refusesOtherNumberTypes() throws Exception {
        tiny.write(folder);
        firstWeight().put("dtype", "int32");
        assertTrue(refusal().endsWith("has dtype int32, only float32 is read"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../shard1.bin", "/etc/passwd", "a/../shard1.bin", "..", "", "a\\b", "C:x"})
    void refusesPathsThatAreNotPlainNames(String path) throws Exception {
        tiny.write(folder);
        ((ArrayNode) tiny.model.at("/weightsManifest/0/paths")).set(0, path);
        assertTrue(refusal().endsWith("shard path '" + path + "' is not a plain file name"));
    }

    @Test
    void refusesALinkOutOfTheFolder(@TempDir Path elsewhere) throws Exception {
        assumeFalse(File.separatorChar == '\\', "needs symbolic links");
        tiny.write(folder);
        Path shard = folder.resolve("shard1.bin");
        Path moved = Files.move(shard, elsewhere.resolve("shard1.bin"));
        Files.createSymbolicLink(shard, moved);
        assertTrue(refusal().endsWith("shard 'shard1.bin' lies outside its folder"));
    }

    @Test
    void refusesShardsThatAreMissingOrOfAnotherSize() throws Exception {
        tiny.write(folder);
        Path shard = folder.resolve("shard2.bin");
        Files.write(shard, new byte[1000]);
        assertTrue(refusal().contains("bytes, its shards hold"), refusal());
        Files.delete(shard);
        assertTrue(refusal().endsWith("shard 'shard2.bin' is missing"));
    }

    @Test
    void refusesShapesThatAreTooLarge() throws Exception {
        tiny.write(folder);
        firstWeight().putArray("shape").add(1 << 30).add(1 << 30).add(1 << 30);
        assertTrue(refusal().contains("overflow"), refusal());
        firstWeight().putArray("shape").add(1 << 30);
        assertTrue(refusal().endsWith("has more than 2 GiB"), refusal());
        firstWeight().putArray("shape").add(-1);
        assertTrue(refusal().endsWith("has shape [-1]"), refusal());
    }

    @Test
    void refusesANameGivenTwice() throws Exception {
        tiny.write(folder);
        firstWeight().put("name", "conv1/bias");
        assertTrue(refusal().endsWith("weight 'conv1/bias' is given twice"));
    }

    @Test
    void readsOrRefusesEveryMutation() throws Exception {
        Path json = tiny.write(folder);
        byte[] original = Files.readAllBytes(json);
        byte[] syntax = {
            '{', '}', '[', ']', '"', ',', ':', '-', '9', '.', 'e', 0, '\n', (byte) 0xff
        };
        int refused = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] bytes = original.clone();
            for (int i = 0; i < 3; i++) {
                int at = random.nextInt(bytes.length);
                bytes[at] = syntax[random.nextInt(syntax.length)];
            }
            Files.write(json, bytes);
            try (KerasResNet50 weights = new KerasResNet50(TfjsLayers.open(json))) {
                weights.read("conv1.weight");
            } catch (WeightsException e) {
                refused++;
            } catch (RuntimeException e) {
                fail("Seed " + seed, e);
            }
        }
        assertTrue(refused > 200, refused + " refused");
    }
}
