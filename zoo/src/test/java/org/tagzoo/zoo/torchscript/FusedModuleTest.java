package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.ExportDescription;
import org.tagzoo.zoo.export.ExportWriter;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.Value;
import org.tagzoo.zoo.threshold.Thresholds;

class FusedModuleTest {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final int LABELS = 5;

    @TempDir Path folder;

    private Path archive() {
        return folder.resolve("net.pt");
    }

    /** The steps that exports are fast by, all the way from the writer to DJL's own loading. */
    @ParameterizedTest
    @CsvSource({"fused, true", "portable, false"})
    void exportsAreLoadedInFusedStepsUnlessAskedNotTo(String steps, boolean fused)
            throws Exception {
        assumeTrue(FusedSteps.areSupported(Precision.FLOAT32));
        LabelSet labels = new LabelSet(List.of("a", "b", "c", "d", "e"));
        Path export = folder.resolve("export");
        ExportWriter.write(
                export,
                graph("cnn", 24),
                new FormulaValues(),
                new ExportDescription(
                        "row", "cnn", labels, Thresholds.same(0.5, LABELS), 24, Decoding.WHOLE),
                Map.of());
        Criteria<Path, Tags> criteria =
                Criteria.builder()
                        .setTypes(Path.class, Tags.class)
                        .optModelPath(export)
                        .optArgument("steps", steps)
                        .build();
        try (ZooModel<Path, Tags> model = criteria.loadModel()) {
            PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
            List<String> methods = Arrays.asList(JniUtils.getMethodNames(block));
            assertEquals(fused, methods.contains(FusedArchive.TAKE), methods.toString());
            assertEquals(fused, block.getDirectParameters().isEmpty());
        }
    }

    private static Graph graph(String name, int size) {
        return new Network(
                        Backbones.byName(name).orElseThrow(), new Head(LABELS, List.of(), 0, true))
                .graph(size, IMAGENET);
    }

    private void assertTheSame(Graph graph, ParameterValues values, int size) throws IOException {
        assumeTrue(FusedSteps.areSupported(Precision.FLOAT32), "The engine has no oneDNN");
        FoldedNorms folded = FoldedNorms.of(graph.frozen(), values);
        TorchScriptArchive.writeForUse(archive(), folded.graph(), folded.values());
        try (Model model = load()) {
            List<float[]> portable = results(model, size);
            Block before = model.getBlock();
            FusedModule.replace(model, archive());
            assertNotSame(before, model.getBlock());
            assertThrows(IllegalStateException.class, ((PtSymbolBlock) before)::getHandle);
            List<float[]> fused = results(model, size);
            assertEquals(portable.size(), fused.size());
            for (int i = 0; i < fused.size(); i++) {
                assertArrayEquals(portable.get(i), fused.get(i), 1e-5f * largest(portable.get(i)));
            }
        }
    }

    @Test
    void halfOfTheBitsMakeHalfOfTheFileAndNearlyTheSameResults() throws IOException {
        FoldedNorms folded = FoldedNorms.of(graph("resnet18", 32).frozen(), new FormulaValues());
        TorchScriptArchive.writeForUse(archive(), folded.graph(), folded.values());
        long whole = Files.size(archive());
        List<float[]> expected;
        try (Model model = load()) {
            expected = results(model, 32);
        }
        TorchScriptArchive.writeForUse(
                archive(), folded.graph(), folded.values(), Precision.BFLOAT16);
        assertEquals(0.5, (double) Files.size(archive()) / whole, 0.01);
        try (Model model = load()) {
            assertNear(expected, results(model, 32));
            Block before = model.getBlock();
            FusedModule.replace(model, archive());
            // Only some processors compute in it.
            assertEquals(FusedSteps.areSupported(Precision.BFLOAT16), model.getBlock() != before);
            assertNear(expected, results(model, 32));
        }
    }

    private static void assertNear(List<float[]> expected, List<float[]> results) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), results.get(i), 0.03f * largest(expected.get(i)));
        }
    }

    private Model load() throws IOException {
        Model model = Model.newInstance("net", Device.cpu(), "PyTorch");
        try {
            model.load(folder);
        } catch (ai.djl.MalformedModelException e) {
            throw new IOException(e);
        }
        return model;
    }

    /** Returns logits and, where there are some, activations, of one image, two and five. */
    private static List<float[]> results(Model model, int size) {
        List<float[]> results = new ArrayList<>();
        List<String> methods =
                Arrays.asList(JniUtils.getMethodNames((PtSymbolBlock) model.getBlock()));
        for (int count : new int[] {1, 2, 5}) {
            results.add(run(model, count, size, "forward"));
            if (methods.contains(TorchScriptArchive.ACTIVATIONS)) {
                results.add(run(model, count, size, TorchScriptArchive.ACTIVATIONS));
            }
        }
        return results;
    }

    private static float[] run(Model model, int count, int size, String method) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray pixels =
                    manager.create(
                            ByteBuffer.wrap(FormulaValues.pixels(count * size * size * 3)),
                            new Shape(count, size, size, 3),
                            DataType.UINT8);
            NDArray name = manager.create(0);
            name.setName("module_method:" + method);
            return model.getBlock()
                    .forward(new ParameterStore(manager, false), new NDList(pixels, name), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0 && Float.isFinite(largest), "nothing to compare: " + largest);
        return largest;
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, 64",
        "inception_v3, 96",
        "cnn, 32",
        "ff1, 32",
        "mobilenet_v3_small, 65",
        "efficientnet_b0, 65",
        "convnext_tiny, 65"
    })
    void publishedNetworksGiveTheSame(String name, int size) throws IOException {
        assertTheSame(graph(name, size), new FormulaValues(), size);
    }

    /** Zeros around maps are counted from the size that comes in. */
    @Test
    void aNetworkThatPadsByTheSizeGivesTheSameAtOthers() throws IOException {
        assertTheSame(graph("efficientnet_lite0", 64), new FormulaValues(), 67);
    }

    /** Batch norm that no convolution comes before keeps its running statistics. */
    @Test
    void runningStatisticsAreTaken() throws IOException {
        Graph graph =
                Graph.ofPixels(
                        8,
                        IMAGENET,
                        (root, image) -> {
                            Value x = Layers.relu(Layers.conv(root.child("a"), image, 16, 3, 1));
                            x = Layers.batchNorm(root.child("bn1"), x);
                            x = Layers.relu(Layers.conv(root.child("b"), x, 16, 3, 1));
                            x = Layers.batchNorm(root.child("bn2"), x);
                            x = Layers.flatten(Layers.adaptiveAvgPool(x, 1));
                            return Layers.linear(root.child("fc"), x, LABELS);
                        });
        assertTheSame(graph, new FormulaValues(), 8);
    }

    @Test
    void anArchiveWithoutSuchStepsIsLeftAlone() throws IOException {
        TorchScriptArchive.write(
                archive(),
                graph("resnet18", 64).frozen(),
                new FormulaValues(),
                Precision.FLOAT32,
                MemoryFormat.CHANNELS_LAST);
        try (Model model = load()) {
            Block before = model.getBlock();
            FusedModule.replace(model, archive());
            assertSame(before, model.getBlock());
        }
    }

    @Test
    void aModelIsChangedOnce() throws IOException {
        assumeTrue(FusedSteps.areSupported(Precision.FLOAT32), "The engine has no oneDNN");
        Graph graph = graph("resnet18", 64).frozen();
        TorchScriptArchive.writeForUse(archive(), graph, new FormulaValues());
        try (Model model = load()) {
            FusedModule.replace(model, archive());
            Block fused = model.getBlock();
            float[] first = run(model, 1, 64, "forward");
            FusedModule.replace(model, archive());
            assertSame(fused, model.getBlock());
            assertArrayEquals(first, run(model, 1, 64, "forward"));
        }
    }

    @Test
    void stepsThatTheEngineRefusesLeaveTheModelAsItWas() throws IOException {
        Graph graph = graph("cnn", 32).frozen();
        TorchScriptArchive.writeForUse(archive(), graph, new FormulaValues());
        Path damaged = folder.resolve("damaged.zip");
        try (AlignedZip zip = new AlignedZip(damaged, TorchScriptArchive.FOLDER)) {
            zip.entry(FusedArchive.entry(Precision.FLOAT32), new byte[100]);
        }
        try (Model model = load()) {
            Block before = model.getBlock();
            float[] first = run(model, 1, 32, "forward");
            FusedModule.replace(model, damaged);
            assertSame(before, model.getBlock());
            assertArrayEquals(first, run(model, 1, 32, "forward"));
        }
    }
}
