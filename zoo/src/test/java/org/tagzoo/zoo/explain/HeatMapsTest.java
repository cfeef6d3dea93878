package org.tagzoo.zoo.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Init;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Scope;
import org.tagzoo.zoo.network.Value;
import org.tagzoo.zoo.network.VisionTransformer;
import org.tagzoo.zoo.score.Sigmoid;
import org.tagzoo.zoo.threshold.Thresholds;

/** Networks that find red and blue by their weights, with and without a mean over positions. */
class HeatMapsTest {

    private static final int SIZE = 16;
    private static final List<String> LABELS = List.of("red", "blue");
    private static final Normalization AROUND_GRAY =
            new Normalization(List.of(128.0, 128.0, 128.0), List.of(64.0, 64.0, 64.0));

    @TempDir Path folder;

    /** Means of 4 x 4 pixels, their mean, and a linear layer: a class activation map of 4 x 4. */
    private static Value pooled(Scope root, Value image) {
        Value map =
                Layers.conv(
                        root.child("conv"), image, 3, 4, 4, 0, Init.constant(0), Optional.empty());
        Value mean = Layers.flatten(Layers.adaptiveAvgPool(map, 1));
        return Layers.linear(root.child("fc"), mean, LABELS.size());
    }

    private static Value flat(Scope root, Value image) {
        return Layers.linear(root.child("fc"), Layers.flatten(image), LABELS.size());
    }

    /** What tells a label is its own colour, less a bit for all places. */
    private static float[] values(Parameter parameter) {
        float[] values = new float[parameter.count()];
        switch (parameter.name()) {
            case "conv.weight" -> {
                for (int channel = 0; channel < 3; channel++) {
                    for (int i = 0; i < 16; i++) {
                        values[(channel * 3 + channel) * 16 + i] = 1 / 16f;
                    }
                }
            }
            case "fc.bias" -> Arrays.fill(values, -0.5f);
            default -> {
                int perChannel = values.length / LABELS.size() / 3;
                for (int i = 0; i < perChannel; i++) {
                    values[i] = 1f / perChannel;
                    values[values.length / 2 + 2 * perChannel + i] = 1f / perChannel;
                }
            }
        }
        return values;
    }

    /**
     * A block of a transformer whose patches of 4 x 4 pixels are mean colours and their negatives,
     * and in which all tokens take the mean of all.
     */
    private static final Network TOKENS =
            new Network(new VisionTransformer("by_hand", 4, 6, 1, 1), Head.linear(LABELS.size()));

    private static float[] tokenValues(Parameter parameter) {
        float[] values = new float[parameter.count()];
        String name = parameter.name();
        if (name.equals("conv_proj.weight")) {
            for (int channel = 0; channel < 6; channel++) {
                int start = (channel * 3 + channel % 3) * 16;
                Arrays.fill(values, start, start + 16, channel < 3 ? 1 / 16f : -1 / 16f);
            }
        } else if (name.matches(".*ln.*weight")) {
            Arrays.fill(values, 1);
        } else if (name.endsWith("in_proj_weight") || name.endsWith("out_proj.weight")) {
            // Queries and keys are 0; values are the tokens themselves.
            for (int i = 0; i < 6; i++) {
                values[values.length - 36 + 7 * i] = 1;
            }
        } else if (name.equals("heads.head.weight")) {
            values[0] = 1;
            values[6 + 2] = 1;
        }
        return values;
    }

    private Export export(String name, boolean pooled, ParameterValues values) throws Exception {
        return export(
                name,
                Graph.ofPixels(
                        SIZE, AROUND_GRAY, pooled ? HeatMapsTest::pooled : HeatMapsTest::flat),
                values);
    }

    private Export export(String name, Graph graph, ParameterValues values) throws Exception {
        Path export = folder.resolve(name);
        ExportWriter.write(
                export,
                graph,
                values,
                new ExportDescription(
                        name,
                        name,
                        new LabelSet(LABELS),
                        Thresholds.same(0.5, 2),
                        SIZE,
                        Decoding.WHOLE),
                Map.of());
        return Export.open(export);
    }

    /** Gray, with red in one quadrant and blue in another. */
    private static RgbImage image(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            boolean left = i % width < width / 2;
            boolean top = i / width < height / 2;
            pixels[3 * i] = (byte) (left && !top ? 255 : 128);
            pixels[3 * i + 1] = (byte) 128;
            pixels[3 * i + 2] = (byte) (!left && top ? 255 : 128);
        }
        return new RgbImage(width, height, pixels);
    }

    private static void assertHotAtTheRightPlaces(Explanation explanation) {
        HeatMap red = explanation.map("red").orElseThrow();
        HeatMap blue = explanation.map("blue").orElseThrow();
        int rows = red.rows();
        int columns = red.columns();
        assertTrue(red.value(rows - 1, 0) > 0.1, "red is at the bottom left");
        assertEquals(red.largest(), red.value(rows - 1, 0), 1e-6);
        assertTrue(red.value(0, 0) <= 0 && red.value(rows - 1, columns - 1) <= 0);
        assertEquals(blue.largest(), blue.value(0, columns - 1), 1e-6);
        assertTrue(blue.value(0, 0) <= 0 && blue.value(rows - 1, columns - 1) <= 0);
        assertTrue(explanation.map("green").isEmpty());
    }

    @Test
    void classActivationTellsWhatEachPlaceSays() throws Exception {
        Export export = export("pooled", true, HeatMapsTest::values);
        try (ZooModel<RgbImage, Tags> model =
                        export.criteria(RgbImage.class, Tags.class).loadModel();
                Predictor<RgbImage, Tags> predictor = model.newPredictor()) {
            HeatMaps maps = HeatMaps.of(model, export.description());
            assertEquals(HeatMethod.CLASS_ACTIVATION, maps.method());
            RgbImage image = image(40, 20);
            Explanation explanation = maps.explain(image);
            assertEquals(HeatMethod.CLASS_ACTIVATION, explanation.method());
            assertEquals(4, explanation.maps().get(0).rows());
            assertHotAtTheRightPlaces(explanation);
            Tags tags = predictor.predict(image);
            for (HeatMap map : explanation.maps()) {
                float mean = 0;
                for (float value : map.values()) {
                    mean += value / 16;
                }
                double score = tags.get(map.label()).orElseThrow().score();
                assertEquals(score, Sigmoid.of(mean), 1e-6);
            }
            HeatMap red = explanation.map("red").orElseThrow();
            assertEquals(127 / 64.0 - 0.5, red.value(3, 0), 1e-5);
            assertEquals(-0.5, red.value(0, 3), 1e-5);
        }
    }

    @Test
    void tokenActivationComparesPatches() throws Exception {
        Export export =
                export("tokens", TOKENS.graph(SIZE, AROUND_GRAY), HeatMapsTest::tokenValues);
        try (ZooModel<RgbImage, Tags> model =
                export.criteria(RgbImage.class, Tags.class).loadModel()) {
            HeatMaps maps = HeatMaps.of(model, export.description());
            assertEquals(HeatMethod.TOKEN_ACTIVATION, maps.method());
            Explanation explanation = maps.explain(image(SIZE, SIZE));
            HeatMap red = explanation.map("red").orElseThrow();
            HeatMap blue = explanation.map("blue").orElseThrow();
            // 4 of 17 tokens are red and 4 blue: 1.98 in two of six numbers, which is the root of
            // 3 once it is normalised.
            double colour = 127 / 64.0;
            double common = 4 * Math.sqrt(3) / 17;
            double all = Math.sqrt((Math.pow(colour + common, 2) + common * common) / 3);
            double own = (colour + common) / all;
            double other = common / all;
            double gray = Math.sqrt(1.5);
            double mean = (4 * own + 4 * other + 8 * gray) / 16;
            assertEquals(4, red.rows());
            assertEquals(own - mean, red.value(3, 0), 1e-4);
            assertEquals(other - mean, red.value(0, 3), 1e-4);
            assertEquals(gray - mean, red.value(0, 0), 1e-4);
            assertEquals(own - mean, blue.value(1, 2), 1e-4);
            assertEquals(other - mean, blue.value(2, 1), 1e-4);
        }
    }

    @Test
    void networksWithoutPositionsAreOccluded() throws Exception {
        Export export = export("flat", false, HeatMapsTest::values);
        try (ZooModel<RgbImage, Tags> model =
                export.criteria(RgbImage.class, Tags.class).loadModel()) {
            HeatMaps maps = HeatMaps.of(model, export.description());
            assertEquals(HeatMethod.OCCLUSION, maps.method());
            Explanation explanation = maps.explain(image(32, 32));
            assertEquals(8, explanation.maps().get(0).columns());
            assertHotAtTheRightPlaces(explanation);
            // A square covers 1 of 16 parts of the image, and its 127 / 64 are in the mean.
            HeatMap red = explanation.map("red").orElseThrow();
            assertEquals(127 / 64.0 / 16, red.value(7, 0), 1e-5);
        }
    }

    @Test
    void threadsShareAModel() throws Exception {
        Export export = export("pooled", true, HeatMapsTest::values);
        try (ZooModel<RgbImage, Tags> model =
                export.criteria(RgbImage.class, Tags.class).loadModel()) {
            HeatMaps maps = HeatMaps.of(model, export.description());
            float[] expected = maps.explain(image(16, 16)).maps().get(0).values();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<float[]>> results = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    results.add(
                            threads.submit(
                                    () -> maps.explain(image(16, 16)).maps().get(0).values()));
                }
                for (Future<float[]> result : results) {
                    assertArrayEquals(expected, result.get());
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void aNetworkThatGivesNoNumbersIsRefused() throws Exception {
        ParameterValues broken =
                parameter -> {
                    float[] values = values(parameter);
                    if (parameter.name().equals("fc.bias")) {
                        values[1] = Float.NaN;
                    }
                    return values;
                };
        for (boolean pooled : new boolean[] {true, false}) {
            Export export = export("broken" + pooled, pooled, broken);
            try (ZooModel<RgbImage, Tags> model =
                    export.criteria(RgbImage.class, Tags.class).loadModel()) {
                HeatMaps maps = HeatMaps.of(model, export.description());
                IllegalArgumentException error =
                        assertThrows(
                                IllegalArgumentException.class, () -> maps.explain(image(16, 16)));
                assertEquals("The heat map of 'blue' has a value of NaN", error.getMessage());
            }
        }
    }
}
