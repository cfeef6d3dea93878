package org.tagzoo.zoo.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A tfjs model with the layers of Keras's ResNet-50, two or three channels wide. */
public final class TinyKerasResNet50 {

    /** Not a multiple of 4: weights, and even single values, cross from one shard to the next. */
    private static final int SHARD = 1001;

    public static final int WIDTH = 2;
    public static final int CLASSES = 3;

    final ObjectNode model = new ObjectMapper().createObjectNode();
    final Map<String, float[]> values = new LinkedHashMap<>();
    private final ArrayNode layers;
    private final ArrayNode weights;
    private final ArrayNode paths;
    private int next;

    public TinyKerasResNet50() {
        model.put("format", "layers-model");
        layers =
                model.putObject("modelTopology")
                        .putObject("model_config")
                        .putObject("config")
                        .putArray("layers");
        ObjectNode group = model.putArray("weightsManifest").addObject();
        paths = group.putArray("paths");
        weights = group.putArray("weights");
        addConvolution("conv1", "bn_conv1", 7, 3);
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                String branch = (stage + 2) + String.valueOf((char) ('a' + block)) + "_branch";
                for (String part :
                        block == 0
                                ? new String[] {"2a", "2b", "2c", "1"}
                                : new String[] {"2a", "2b", "2c"}) {
                    addConvolution(
                            "res" + branch + part,
                            "bn" + branch + part,
                            part.equals("2b") ? 3 : 1,
                            WIDTH);
                }
            }
        }
        addWeight("fc1000/kernel", WIDTH, CLASSES);
        addWeight("fc1000/bias", CLASSES);
    }

    private void addConvolution(String layer, String norm, int size, int in) {
        addWeight(layer + "/kernel", size, size, in, WIDTH);
        addWeight(layer + "/bias", WIDTH);
        for (String part : new String[] {"gamma", "beta", "moving_mean", "moving_variance"}) {
            addWeight(norm + "/" + part, WIDTH);
        }
        ObjectNode added = layers.addObject().put("class_name", "BatchNormalization");
        added.putObject("config").put("name", norm).put("epsilon", 0.001);
    }

    private void addWeight(String name, int... shape) {
        ObjectNode weight = weights.addObject().put("name", name).put("dtype", "float32");
        ArrayNode sizes = weight.putArray("shape");
        Arrays.stream(shape).forEach(sizes::add);
        float[] content = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < content.length; i++) {
            content[i] = ++next / 8f;
        }
        values.put(name, content);
    }

    /** Writes {@code model.json} and its shards, and returns the former. */
    public Path write(Path folder) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (float[] content : values.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * content.length);
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(content);
            all.write(bytes.array());
        }
        byte[] bytes = all.toByteArray();
        paths.removeAll();
        for (int at = 0, n = 1; at < bytes.length; at += SHARD, n++) {
            String name = "shard" + n + ".bin";
            paths.add(name);
            Files.write(
                    folder.resolve(name),
                    Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + SHARD)));
        }
        return writeModel(folder);
    }

    Path writeModel(Path folder) throws IOException {
        return Files.writeString(folder.resolve("model.json"), model.toString());
    }
}
