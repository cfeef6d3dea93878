package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Heads over a body's last map against PyTorch's layers, see {@code make_heads.py}. */
class HeadsTest {

    private static final int SIZE = 24;
    private static final Domains DOMAINS = new Domains(List.of("art", "photo", "sketch"));

    /** Those of the images, as the script has them. */
    private static final List<Optional<String>> OF_IMAGES =
            Stream.of("sketch", "art", "", "photo")
                    .map(name -> Optional.of(name).filter(n -> !n.isEmpty()))
                    .toList();

    private static HeadForm form(String form) {
        if (form.startsWith("attention")) {
            int heads = Integer.parseInt(form.substring("attention".length()));
            return onMap(new ResidualAttentionHead(heads, 0.3), null);
        }
        if (form.equals("decoder")) {
            return onMap(null, new LabelDecoder(16, 24, 3));
        }
        if (form.equals("labelLayer")) {
            return new HeadForm(
                    true, 0, false, Domains.NONE, null, 0, null, null, null, false, true);
        }
        boolean isOnEarlierMap = form.equals("average") || form.equals("max");
        return isOnEarlierMap
                ? HeadForm.on(new MapHead(4, pool(form), List.of(), List.of(), 0))
                : new HeadForm(
                        true,
                        form.equals("separable") ? 8 : 0,
                        form.equals("batchNorm"),
                        form.equals("branches") ? DOMAINS : Domains.NONE);
    }

    private static HeadForm onMap(ResidualAttentionHead attention, LabelDecoder decoder) {
        return HeadForm.on(new MapHead(null, null, List.of(), List.of(), 0, attention, decoder));
    }

    private static OverPlaces.Kind pool(String name) {
        return name.equals("max") ? OverPlaces.Kind.MAX : OverPlaces.Kind.AVERAGE;
    }

    private static Graph graph(String form, String body, int size) {
        return new Network(
                        Backbones.byName(body).orElseThrow(),
                        new Head(5, hidden(form), 0, false, form(form)))
                .graph(size, TorchvisionTest.IMAGENET);
    }

    private static List<Integer> hidden(String form) {
        return form.startsWith("attention") || form.equals("decoder") ? List.of() : List.of(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flatten",
                "batchNorm",
                "separable",
                "branches",
                "average",
                "max",
                "labelLayer",
                "attention1",
                "attention4",
                "decoder"
            })
    void resultsArePyTorchs(String form) throws IOException {
        JsonNode golden =
                new ObjectMapper().readTree(HeadsTest.class.getResource("heads.json")).get(form);
        Graph graph = graph(form, "cnn", SIZE);
        List<String> names = new ArrayList<>();
        golden.get("parameters").forEach(name -> names.add(name.asText()));
        assertEquals(
                names, graph.parameters().stream().map(p -> p.name() + " " + p.shape()).toList());
        try (ScriptModule module =
                        ScriptModule.load(
                                graph,
                                new FormulaValues(),
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            int images = OF_IMAGES.size();
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(images * SIZE * SIZE * 3));
            NDList inputs =
                    new NDList(
                            manager.create(
                                    pixels, new Shape(images, SIZE, SIZE, 3), DataType.UINT8));
            if (form.equals("branches")) {
                inputs.add(
                        manager.create(
                                OF_IMAGES.stream().map(DOMAINS::weights).toArray(float[][]::new)));
            }
            float[] logits = module.forward(inputs, false).get(0).toFloatArray();
            assertEquals(golden.get("logits").size(), logits.length);
            TorchvisionTest.assertClose(golden.get("logits"), logits, 0, 1, 1e-5);
        }
    }

    /** What Keras counts of VGG16 without its top at 150 x 150, and of a dense 256 on it. */
    @Test
    void vgg16HasThePublishedCounts() {
        Graph graph = graph("flatten", "vgg16", 150);
        assertEquals(14_714_688, graph.before(Stage.HEAD).weightCount());
        Graph head =
                new Network(
                                Backbones.byName("vgg16").orElseThrow(),
                                new Head(
                                        205,
                                        List.of(256),
                                        0,
                                        false,
                                        new HeadForm(true, 0, false, Domains.NONE)))
                        .graph(150, TorchvisionTest.IMAGENET)
                        .from(Stage.HEAD);
        assertEquals(2_097_408 + 256 * 205 + 205, head.weightCount());
    }

    /** Keras's InceptionV3 without its top, whose batch norms have no scale. */
    @Test
    void inceptionHasKerasCount() {
        HeadForm form = new HeadForm(true, 0, false, Domains.NONE);
        Network network =
                new Network(
                        Backbones.byName("inception_v3").orElseThrow(),
                        new Head(5, List.of(), 0, false, form));
        Graph body = network.graph(150, TorchvisionTest.IMAGENET).before(Stage.HEAD);
        assertEquals(21_802_784, KerasCount.of(body, network.backbone()));
    }

    /** Bodies whose blocks pool to one pixel inside too, and one with layers after the pool. */
    @ParameterizedTest
    @ValueSource(
            strings = {"efficientnet_b0", "mobilenet_v3_small", "convnext_tiny", "inception_v3"})
    void theLastMapIsFlattened(String body) {
        Graph graph = graph("flatten", body, 150);
        int last = graph.before(Stage.HEAD).output().channels();
        assertTrue(last % 16 == 0 && last > 576, "flattened features: " + last);
        assertEquals(6 * (last + 1) + 5 * 7, graph.from(Stage.HEAD).weightCount());
    }

    /** What each body's authors name the last map of a sixteenth of the image's sides. */
    @ParameterizedTest
    @CsvSource({
        "vgg16, 512, 22, features24",
        "vgg16_bn, 512, 22, features34",
        "resnet50, 1024, 23, layer3",
        "efficientnet_lite0, 112, 23, blocks4",
        "mobilenet_v2, 96, 23, features11",
        "convnext_tiny, 384, 22, features5",
        "efficientnet_b0, 112, 23, features5"
    })
    void aBodyIsCutAtAStride(String body, int channels, int rows, String stage) {
        Head head =
                new Head(
                        8,
                        List.of(),
                        0,
                        false,
                        HeadForm.on(new MapHead(16, null, List.of(128), List.of(), 0)));
        Graph graph =
                new Network(Backbones.byName(body).orElseThrow(), head)
                        .graph(new ImageSize(360, 640), TorchvisionTest.IMAGENET);
        Graph cut = graph.before(Stage.HEAD);
        assertEquals(Dims.map(channels, rows, 40), cut.output());
        assertEquals(stage, cut.stageNames().get(cut.stageNames().size() - 1));
        assertEquals(
                2 * channels + 9 * channels * 128 + 128 + 2 * 128 + 9 * 128 * 8 + 8,
                graph.from(Stage.HEAD).weightCount());
    }

    @Test
    void aStrideThatABodyDoesNotHaveIsRefused() {
        HeadForm form = HeadForm.on(new MapHead(16, null, List.of(), List.of(), 0));
        Network cnn =
                new Network(
                        Backbones.byName("cnn").orElseThrow(),
                        new Head(2, List.of(), 0, false, form));
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> cnn.graph(64, TorchvisionTest.IMAGENET))
                        .getMessage();
        assertTrue(message.contains("map.stride") && message.contains("[1, 2, 4, 8]"), message);
    }

    /** By hand: classes 1, 2 and 5 of six, class 3, and none; class 4, the best, is no label's. */
    @Test
    void labelsTakeTheBestOfTheirClasses() throws IOException {
        KnownClasses known = new KnownClasses(6, List.of(List.of(5, 1, 2), List.of(3), List.of()));
        Graph graph = Graph.ofEmbeddings(6, (root, x) -> x.then(new TakeClasses(known)));
        try (ScriptModule module =
                        ScriptModule.load(
                                graph,
                                new FormulaValues(),
                                Precision.FLOAT32,
                                MemoryFormat.CONTIGUOUS,
                                Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            float[][] classes = {{9, -1, 2, 3, 8, 1}, {0, -5, -6, -7, 9, -4}};
            assertArrayEquals(
                    new float[] {2, 3, -10_000, -4, -7, -10_000},
                    module.forward(manager.create(classes), false).toFloatArray());
        }
    }

    /** Of three branches of six, a penalty on hidden layers is of the image's own. */
    @Test
    void aHiddenLayerOfBranchesGivesTheImagesOwn() {
        for (String form : List.of("flatten", "branches")) {
            Graph graph = graph(form, "cnn", SIZE).withHiddenOutputs();
            assertEquals(
                    List.of(Dims.vector(5), Dims.vector(6)),
                    graph.outputs().stream().map(graph::dims).toList());
        }
    }

    @Test
    void aBodyWithoutAMapIsRefused() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> graph("flatten", "vit_b_16", 224))
                        .getMessage();
        assertTrue(message.contains("flatten must be false"), message);
    }

    @Test
    void aDomainWithoutABranchIsRefused() {
        DOMAINS.require("art");
        String message =
                assertThrows(IllegalArgumentException.class, () -> DOMAINS.require("arts"))
                        .getMessage();
        assertTrue(message.contains("art, photo, sketch"), message);
        assertArrayEquals(new float[] {0, 1, 0}, DOMAINS.weights(Optional.of("photo")));
        float third = 1f / 3;
        assertArrayEquals(new float[] {third, third, third}, DOMAINS.weights(Optional.of("oil")));
    }
}
