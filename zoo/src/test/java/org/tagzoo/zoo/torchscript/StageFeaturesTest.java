package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.KnownClasses;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.StageFeatures;

/** The features of all stages at once against the network cut before each, averaged by hand. */
class StageFeaturesTest {

    private static final int SIZE = 32;
    private static final int IMAGES = 3;
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(120.0, 110.0, 100.0), List.of(60.0, 61.0, 62.0));

    private static Graph network(String body, Integer... hidden) {
        return new Network(Backbones.of(body, false), new Head(4, List.of(hidden), 0.5, true))
                .graph(SIZE, NORMALIZATION);
    }

    /** What a graph makes of the images, {@code [N, ...]}; folded and fused as in use. */
    private static float[] run(Graph graph, long[] shape) throws IOException {
        FoldedNorms folded = FoldedNorms.of(graph.frozen(), new FormulaValues());
        try (ScriptModule module =
                        ScriptModule.load(
                                folded.graph(),
                                folded.values(),
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(IMAGES * SIZE * SIZE * 3));
            NDArray input =
                    manager.create(pixels, new Shape(IMAGES, SIZE, SIZE, 3), DataType.UINT8);
            NDArray output = module.forward(input, false);
            System.arraycopy(output.getShape().getShape(), 0, shape, 0, shape.length);
            return output.toFloatArray();
        }
    }

    private static void assertStages(Graph network, List<String> expected) throws IOException {
        StageFeatures features = StageFeatures.of(network);
        assertEquals(
                expected, features.stages().stream().map(StageFeatures.Features::stage).toList());
        long[] all = new long[2];
        float[] values = run(features.graph(), all);
        StageFeatures.Features last = features.stages().get(features.stages().size() - 1);
        assertEquals(last.from() + last.width(), all[1]);
        for (int s = 0; s < network.stages().size(); s++) {
            StageFeatures.Features stage = features.stages().get(s);
            Graph before = network.before(network.stages().get(s).name());
            int channels = stage.width();
            float[] cut = run(before, new long[1]);
            int places = cut.length / IMAGES / channels;
            for (int n = 0; n < IMAGES; n++) {
                for (int c = 0; c < channels; c++) {
                    double mean = 0;
                    for (int p = 0; p < places; p++) {
                        mean += cut[(n * places + p) * channels + c] / (double) places;
                    }
                    float value = values[(int) (n * all[1] + stage.from() + c)];
                    assertEquals(mean, value, 1e-5 * Math.max(1, Math.abs(mean)), stage.stage());
                }
            }
        }
    }

    @Test
    void eachStageIsTheMeanOfItsMap() throws IOException {
        assertStages(
                network("efficientnet_lite0"),
                List.of(
                        "stem",
                        "blocks1",
                        "blocks2",
                        "blocks3",
                        "blocks4",
                        "blocks5",
                        "blocks6",
                        "conv_head"));
    }

    /** Of 512 x 1 x 1 the flattened map is the mean; its own stages have hidden layers. */
    @Test
    void aHiddenLayerOfTheHeadIsAStage() throws IOException {
        Graph network = network("resnet18", 6);
        assertStages(network, List.of("stem", "layer1", "layer2", "layer3", "layer4", "head"));
        StageFeatures features = StageFeatures.of(network);
        StageFeatures.Features head = features.stages().get(5);
        assertEquals(6, head.width());
        long[] shape = new long[2];
        float[] values = run(features.graph(), shape);
        float[] logits = run(network, new long[2]);
        float[] weight =
                new FormulaValues()
                        .values(network.parameters().get(network.parameters().size() - 2));
        float[] bias =
                new FormulaValues()
                        .values(network.parameters().get(network.parameters().size() - 1));
        for (int n = 0; n < IMAGES; n++) {
            for (int l = 0; l < 4; l++) {
                double logit = bias[l];
                for (int h = 0; h < 6; h++) {
                    logit += weight[l * 6 + h] * values[(int) (n * shape[1] + head.from() + h)];
                }
                assertEquals(logits[n * 4 + l], logit, 1e-4);
            }
        }
    }

    /** Neither the layer of the logits nor that of the box beside it is needed. */
    @Test
    void aHiddenLayerBeforeLogitsAndBoxIsAStage() throws IOException {
        Head head = new Head(4, List.of(6), 0.5, false).withBox();
        Graph network =
                new Network(Backbones.of("resnet18", false), head).graph(SIZE, NORMALIZATION);
        for (Graph graph :
                List.of(StageFeatures.of(network).graph(), StageFeatures.penultimate(network))) {
            List<String> names = graph.parameters().stream().map(Parameter::name).toList();
            assertEquals(
                    List.of("fc.0.weight", "fc.0.bias"),
                    names.stream().filter(name -> name.startsWith("fc")).toList());
            assertTrue(run(graph, new long[2]).length > 0);
        }
    }

    /** The pretrained classes are no features of a stage. */
    @Test
    void aNetworkUnchangedHasNoStageOfItsHead() {
        KnownClasses known = new KnownClasses(10, List.of(List.of(1), List.of(2, 3)));
        Head head = new Head(2, List.of(), 0, false, HeadForm.unchanged(known));
        Graph network =
                new Network(Backbones.of("resnet18", false), head).graph(SIZE, NORMALIZATION);
        assertEquals(
                List.of("stem", "layer1", "layer2", "layer3", "layer4"),
                StageFeatures.of(network).stages().stream()
                        .map(StageFeatures.Features::stage)
                        .toList());
    }

    /** The map before it is flattened; what branches make of it hangs on the domain. */
    @Test
    void aFlattenedMapIsAveragedAndBranchesAreLeftOut() throws IOException {
        HeadForm form = new HeadForm(true, 0, false, new Domains(List.of("photo", "sketch")));
        Graph network =
                new Network(
                                Backbones.of("resnet18", false),
                                new Head(4, List.of(6), 0, false, form))
                        .graph(2 * SIZE, NORMALIZATION);
        StageFeatures features = StageFeatures.of(network);
        assertEquals(
                List.of("stem: 64", "layer1: 64", "layer2: 128", "layer3: 256", "layer4: 512"),
                features.stages().stream().map(s -> s.stage() + ": " + s.width()).toList());
        assertEquals(1, features.graph().inputs().size());
        assertEquals(512, StageFeatures.embedding(network).output().channels());
    }

    /** What the last layer takes: the hidden layer's 6, dropout aside; else the embedding. */
    @Test
    void penultimateIsWhatTheLastLayerTakes() {
        for (int hidden : new int[] {0, 6}) {
            List<Integer> widths = hidden == 0 ? List.of() : List.of(9, hidden);
            Graph network =
                    new Network(
                                    Backbones.of("resnet18", false),
                                    new Head(4, widths, 0.5, false, HeadForm.PLAIN))
                            .graph(2 * SIZE, NORMALIZATION);
            Graph before = StageFeatures.penultimate(network);
            assertEquals(hidden == 0 ? 512 : hidden, before.output().channels());
            int last = 4 * (hidden == 0 ? 512 : hidden) + 4;
            assertEquals(network.weightCount() - last, before.weightCount());
        }
    }
}
