package org.tagzoo.zoo.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Init;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Scope;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.network.Value;
import org.tagzoo.zoo.network.VisionTransformer;

/** Networks whose weights, activations and favourite patterns are known. */
class StagePicturesTest {

    private static final Normalization AROUND_GRAY =
            new Normalization(List.of(128.0, 128.0, 128.0), List.of(64.0, 64.0, 64.0));

    /** The side of the stripes' filter: two whole periods. */
    private static final int KERNEL = 8;

    private static Graph network(int size, int kernel, int stride) {
        return Graph.ofPixels(
                size,
                AROUND_GRAY,
                (Scope root, Value image) -> {
                    Value map =
                            Layers.relu(
                                    Layers.conv(
                                            root.child("conv"),
                                            image,
                                            2,
                                            kernel,
                                            stride,
                                            0,
                                            Init.constant(0),
                                            Optional.empty()));
                    Value mean = Layers.flatten(Layers.adaptiveAvgPool(map, 1));
                    return Layers.linear(root.child("fc"), mean.beginStage(Stage.HEAD), 3);
                });
    }

    /** The first filter takes the mean of red; the second blue at the top left less that below. */
    private static float[] colours(Parameter parameter) {
        float[] values = new float[parameter.count()];
        switch (parameter.name()) {
            case "conv.weight" -> {
                Arrays.fill(values, 0, 4, 0.25f);
                values[12 + 8] = 2;
                values[12 + 10] = -1;
            }
            case "fc.weight" -> values[0] = 1;
            default -> {}
        }
        return values;
    }

    @Test
    void filtersAreGrayWhereTheirWeightsAreZero() {
        List<RgbImage> filters = Filters.of(network(4, 2, 2), StagePicturesTest::colours);
        assertEquals(2, filters.size());
        assertEquals(2, filters.get(0).width());
        int[] red = {255, 128, 128, 255, 128, 128, 255, 128, 128, 255, 128, 128};
        int[] blue = {128, 128, 255, 128, 128, 128, 128, 128, 65, 128, 128, 128};
        assertArrayEquals(red, bytes(filters.get(0)));
        // Half of 127 below 128 is 64.5.
        assertArrayEquals(blue, bytes(filters.get(1)));
    }

    private static int[] bytes(RgbImage image) {
        byte[] pixels = image.pixels();
        int[] values = new int[pixels.length];
        Arrays.setAll(values, i -> pixels[i] & 0xFF);
        return values;
    }

    /** An image of 4 x 4: red by quarters, blue 192 in one pixel. */
    private static RgbImage quarters() {
        int[] reds = {192, 128, 64, 224};
        byte[] pixels = new byte[48];
        for (int i = 0; i < 16; i++) {
            int quarter = i / 8 * 2 + i % 4 / 2;
            pixels[3 * i] = (byte) reds[quarter];
            pixels[3 * i + 1] = (byte) 7;
            pixels[3 * i + 2] = (byte) (i == 2 ? 192 : 128);
        }
        return new RgbImage(4, 4, pixels);
    }

    /** Red less 128, by 64, not below 0; blue is 1 at one place, twice. */
    @Test
    void activationsAreThoseWorkedByHand() throws Exception {
        List<HeatMap> maps = activations(Stage.STEM);
        assertEquals(2, maps.size());
        assertArrayEquals(new float[] {1, 0, 0, 1.5f}, maps.get(0).values(), 1e-6f);
        assertArrayEquals(new float[] {0, 2, 0, 0}, maps.get(1).values(), 1e-6f);
        assertEquals(
                List.of("1", "0"),
                StageActivations.strongest(maps, 5).stream().map(HeatMap::label).toList());
        assertEquals(1, StageActivations.strongest(maps, 1).size());
    }

    /** The head has no map: its first logit is the mean of the first channel, 2.5 / 4. */
    @Test
    void aStageWithoutAMapHasItsResult() throws Exception {
        List<HeatMap> logits = activations(Stage.HEAD);
        assertEquals(3, logits.size());
        assertArrayEquals(new float[] {0.625f}, logits.get(0).values(), 1e-6f);
        assertArrayEquals(new float[] {0}, logits.get(1).values(), 1e-6f);
    }

    /** Blocks without weights add nothing to the patches' own values: the means of red. */
    @Test
    void patchesStandAsInAnImageThatIsWiderThanHigh() throws IOException {
        Graph graph =
                Graph.ofPixels(
                        new ImageSize(32, 64),
                        AROUND_GRAY,
                        new VisionTransformer("tiny", 16, 2, 2, 1)::embed);
        byte[] pixels = new byte[3 * 32 * 64];
        float[] expected = new float[8];
        for (int i = 0; i < 32 * 64; i++) {
            int patch = i / 64 / 16 * 4 + i % 64 / 16;
            pixels[3 * i] = (byte) (16 * patch);
            expected[patch] = (16 * patch - 128) / 64f;
        }
        ParameterValues reds =
                parameter -> {
                    float[] values = new float[parameter.count()];
                    if (parameter.name().equals("conv_proj.weight")) {
                        Arrays.fill(values, 0, 256, 1 / 256f);
                    }
                    return values;
                };
        HeatMap found =
                StageActivations.of(
                                graph,
                                reds,
                                "encoder_layer_0",
                                new RgbImage(64, 32, pixels),
                                Device.cpu())
                        .get(0);
        assertEquals(List.of(2, 4), List.of(found.rows(), found.columns()));
        assertArrayEquals(expected, found.values(), 1e-5f);
    }

    private static List<HeatMap> activations(String stage) throws IOException {
        return StageActivations.of(
                network(4, 2, 2), StagePicturesTest::colours, stage, quarters(), Device.cpu());
    }

    @Test
    void unknownStagesAndChannelsAreRefused() {
        Exception stage = assertThrows(IllegalArgumentException.class, () -> activations("layer9"));
        assertEquals("There is no stage 'layer9'; stages are [head]", stage.getMessage());
        Exception channel = assertThrows(IllegalArgumentException.class, () -> pattern(2, 1));
        assertTrue(channel.getMessage().contains("channel of stem"), channel.getMessage());
    }

    private static final ParameterValues STRIPES =
            parameter -> {
                float[] values = new float[parameter.count()];
                if (parameter.name().equals("conv.weight")) {
                    System.arraycopy(stripes(), 0, values, 0, 3 * KERNEL * KERNEL);
                }
                return values;
            };

    /** Upright stripes, two pixels light and two dark, the same in each colour. */
    private static float[] stripes() {
        float[] values = new float[3 * KERNEL * KERNEL];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 4 < 2 ? 0.1f : -0.1f;
        }
        return values;
    }

    private static ExcitingPattern pattern(int channel, long seed) throws IOException {
        return ExcitingPattern.of(
                network(48, KERNEL, 1), STRIPES, Stage.STEM, channel, seed, Device.cpu());
    }

    /** The correlation of the filter with each place of one colour of the image. */
    private static double[] correlations(RgbImage image, int color) {
        double[] filter = new double[KERNEL * KERNEL];
        Arrays.setAll(filter, i -> i % 4 < 2 ? 1 : -1);
        int side = image.width() - KERNEL;
        double[] found = new double[side * side];
        for (int place = 0; place < found.length; place++) {
            int left = place % side;
            int top = place / side;
            double[] patch = new double[KERNEL * KERNEL];
            for (int i = 0; i < patch.length; i++) {
                int pixel = (top + i / KERNEL) * image.width() + left + i % KERNEL;
                patch[i] = image.pixels()[3 * pixel + color] & 0xFF;
            }
            found[place] = new PearsonsCorrelation().correlation(filter, patch);
        }
        return found;
    }

    /** Whoever looks for stripes is excited by stripes, wherever they begin: over all the image. */
    @Test
    void aPatternIsWhatItsFilterLooksFor() throws Exception {
        ExcitingPattern found = pattern(0, 1);
        double[] correlations = correlations(found.image(), 0);
        Arrays.setAll(correlations, i -> Double.isNaN(correlations[i]) ? 0 : correlations[i]);
        double best = Arrays.stream(correlations).max().orElseThrow();
        assertTrue(best > 0.9, "best correlation " + best);
        long stripes = Arrays.stream(correlations).filter(c -> Math.abs(c) > 0.6).count();
        assertTrue(stripes > 0.4 * correlations.length, stripes + " places with stripes");
        assertTrue(found.after() > 20 * found.before(), found.before() + " to " + found.after());
    }

    @Test
    void theSameSeedGivesTheSamePattern() throws Exception {
        byte[] first = pattern(0, 1).image().pixels();
        assertArrayEquals(first, pattern(0, 1).image().pixels());
        assertTrue(!Arrays.equals(first, pattern(0, 2).image().pixels()));
    }

    /** The second filter has no weights: its image stays the noise of the start. */
    @Test
    void nothingExcitesAFilterWithoutWeights() throws Exception {
        ExcitingPattern found = pattern(1, 1);
        assertEquals(0, found.after());
        for (int value : bytes(found.image())) {
            assertTrue(Math.abs(value - 128) <= 12, "gray and noise, not " + value);
        }
    }
}
