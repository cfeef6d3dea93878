package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.TorchvisionTest;

/**
 * Holds the code of compiled networks: what is computed, in which order and in which memory. If a
 * hash changes, so may the last digits of results: then {@code EmbeddingKey}'s number of the
 * arithmetic must go up, and tables of before are no longer repeated to the bit.
 *
 * <p>The hashes are those of the code before ops had files of their own, but for {@code resnet18}
 * and {@code resnet34} from {@code layer1} on in bfloat16 and float16: their shortcut, float32
 * there, was added in the convolution's type.
 */
class SameArchivesTest {

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "ff1, 48ec8306879bf3758c049341e87c7886",
        "ff2, d428de6254a0f66af6736cb4d0f463ad",
        "cnn, 4775725f1d9c88c4bfb40995dc190da1",
        "resnet18, 7c4a56e46dcc873d373a9e28c09b9d0d",
        "resnet34, 7882302357f0ba67855bca630efd10b2",
        "resnet50, e4766120edc00c6fe9ab7f6e589c7de1",
        "resnet101, 6a3ccbb30b70b31a41416d5f9a2d7a7a",
        "resnet152, 657d8b5d80639f56ebbc2f3510def8fa",
        "vgg16, 7349cbe833a283d0098231dc69b3d5d3",
        "vgg16_bn, ff70cbeede059b2804f172f22e916bcf",
        "inception_v3, 58b6ce97aea02414fb5ce94fa3283426",
        "resnet50.keras, 48c44bba6ae49d3c5dafeae864c12021",
        "mobilenet_v2, b017a6ed067c31e26d91b7ee95e6ea80",
        "mobilenet_v3_small, 99def32aa19590f370060e2b68da31ad",
        "efficientnet_b0, da7617c5c51bd30fc1ceed062fd62b24",
        "convnext_tiny, 921d770682a0a443a8fff7036ce25e52"
    })
    void codeStaysAsItIs(String name, String hash) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Graph graph : graphs(TorchvisionTest.backbone(name))) {
            Graph used = FoldedNorms.of(graph.frozen(), new InitialValues(1)).graph();
            for (Precision precision :
                    List.of(Precision.FLOAT32, Precision.BFLOAT16, Precision.FLOAT16)) {
                for (MemoryFormat format : MemoryFormat.values()) {
                    add(digest, graph, precision, format);
                    add(digest, used, precision, format);
                }
                add(digest, FusedSteps.of(used, precision), precision, MemoryFormat.CHANNELS_LAST);
            }
        }
        for (Graph graph : graphs(TorchvisionTest.backbone(name)).subList(0, 2)) {
            Graph used = FoldedNorms.of(graph.frozen(), new InitialValues(1)).graph();
            digest.update(FusedArchive.write(used, Precision.FLOAT32));
        }
        assertEquals(hash, HexFormat.of().formatHex(digest.digest(), 0, 16), name);
    }

    /** The whole network with two heads, and its parts at the first stage and at the last. */
    private static List<Graph> graphs(Backbone backbone) {
        Graph whole = new Network(backbone, Head.linear(5)).graph(96, IMAGENET);
        List<Graph> graphs = new ArrayList<>();
        graphs.add(whole);
        graphs.add(new Network(backbone, new Head(5, List.of(8), 0.5, true)).graph(96, IMAGENET));
        List<String> stages = whole.stageNames();
        for (String stage : List.of(stages.get(0), stages.get(stages.size() - 1))) {
            graphs.add(whole.before(stage));
            graphs.add(whole.from(stage));
        }
        return graphs;
    }

    private void add(MessageDigest digest, Graph graph, Precision precision, MemoryFormat format)
            throws IOException {
        Path file = folder.resolve("net.pt");
        TorchScriptArchive.writeEmpty(file, graph, precision, format);
        digest.update(Files.readAllBytes(file));
        ModuleTree root = ModuleTree.of(graph.parameters());
        String source = SourceWriter.write(graph, root, precision, format, false);
        digest.update(source.getBytes(StandardCharsets.UTF_8));
    }
}
