package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link TorchvisionTest} does not hold of networks that drop images, and of large ones. */
class NewerNetworksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mobilenet_v3_small",
                "mobilenet_v3_large",
                "efficientnet_b0",
                "efficientnet_v2_s",
                "convnext_tiny",
                "convnext_base"
            })
    void asMuchIsDroppedInTrainingAsByTorchvision(String name) throws IOException {
        List<Double> dropped = new ArrayList<>();
        for (Node node :
                new Network(TorchvisionTest.backbone(name), Head.linear(5))
                        .graph(96, TorchvisionTest.IMAGENET)
                        .nodes()) {
            if (node.op() instanceof Dropout dropout) {
                dropped.add(dropout.probability());
                assertEquals(node.dims().isMap() ? 3 : 0, dropout.rank());
            }
        }
        JsonNode expected = TorchvisionTest.golden(name).get("dropped");
        assertEquals(expected.size(), dropped.size());
        for (int i = 0; i < dropped.size(); i++) {
            assertEquals(expected.get(i).asDouble(), dropped.get(i), 1e-12);
        }
    }

    /** Those that other tests build with fewer blocks; CONTRIBUTING says how it is run. */
    @ParameterizedTest
    @ValueSource(strings = {"convnext_base", "efficientnet_v2_s"})
    @EnabledIfEnvironmentVariable(named = "TAGZOO_WHOLE_NETWORKS", matches = "true")
    void resultsOfLargeNetworksAreTorchvisions(String name) throws IOException {
        for (JsonNode result : TorchvisionTest.results(name, "whole")) {
            Graph graph = TorchvisionTest.graph(TorchvisionTest.backbone(name), result);
            FoldedNorms folded = FoldedNorms.of(graph.frozen(), TorchvisionTest.values(name));
            TorchvisionTest.compare(graph, TorchvisionTest.values(name), result, 1e-4);
            TorchvisionTest.compare(folded.graph(), folded.values(), result, 1e-4);
        }
    }
}
