package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against torchvision's own layers, which {@code make_layers.py} wrote, and by hand. */
class LayerTableTest {

    private static final Normalization PLAIN =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    private static Graph graph(String name, int size) {
        return new Network(TorchvisionTest.backbone(name), Head.linear(1000)).graph(size, PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "mobilenet_v2", "inception_v3"})
    void layersAreTorchvisions(String name) throws IOException {
        List<String> golden;
        try (var in = LayerTable.class.getResourceAsStream("layers/" + name + ".csv")) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        LayerTable table =
                LayerTable.of(
                        graph(name, Integer.parseInt(golden.get(0))),
                        TorchvisionTest.backbone(name));
        List<String> found =
                table.layers().stream()
                        .filter(layer -> !layer.name().isEmpty())
                        .map(
                                layer ->
                                        "%s,%s,%d,%d"
                                                .formatted(
                                                        layer.name(),
                                                        layer.output().sizes().stream()
                                                                .map(String::valueOf)
                                                                .collect(Collectors.joining(" ")),
                                                        layer.parameters(),
                                                        layer.multiplyAdds()))
                        .sorted()
                        .toList();
        assertEquals(golden.subList(1, golden.size()), found);
    }

    static List<String> names() {
        return TorchvisionTest.names().toList();
    }

    /** These two are torchvision's, by TorchvisionTest. */
    @ParameterizedTest
    @MethodSource("names")
    void totalsAreThoseOfTheGraph(String name) {
        Graph graph = graph(name, 224);
        LayerTable table = LayerTable.of(graph, TorchvisionTest.backbone(name));
        assertEquals(graph.weightCount(), table.parameters());
        assertEquals(MultiplyAdds.of(graph).forward(), table.multiplyAdds());
    }

    @Test
    void aLayerBelongsToTheStageThatItIsTrainedIn() {
        List<String> stages =
                LayerTable.of(graph("resnet18", 64), TorchvisionTest.backbone("resnet18"))
                        .layers()
                        .stream()
                        .map(LayerTable.Layer::stage)
                        .distinct()
                        .toList();
        assertEquals(List.of("stem", "layer1", "layer2", "layer3", "layer4", "head"), stages);
        List<LayerTable.Layer> layers =
                LayerTable.of(graph("resnet18", 64), TorchvisionTest.backbone("resnet18")).layers();
        for (LayerTable.Layer layer : layers) {
            if (layer.name().startsWith("layer")) {
                assertEquals(layer.stage(), layer.name().substring(0, 6));
            }
        }
        assertEquals("fc", layers.get(layers.size() - 1).name());
    }

    /** A pool has no name, and stands there as it makes maps smaller; a ReLU does nothing such. */
    @Test
    void stepsThatChangeNoShapeAreLeftOut() {
        Graph graph =
                Graph.ofPixels(
                        8,
                        PLAIN,
                        (root, x) -> {
                            Value map = Layers.relu(Layers.conv(root.child("a"), x, 4, 3, 1));
                            Value half = Layers.maxPool(map, 2, 2, 0);
                            return Layers.linear(root.child("b"), Layers.flatten(half), 7);
                        });
        assertEquals(
                List.of(
                        new LayerTable.Layer("stem", "a", "Conv2d", Dims.map(4, 8, 8), 112, 6912),
                        new LayerTable.Layer("stem", "", "Pool", Dims.map(4, 4, 4), 0, 0),
                        new LayerTable.Layer("stem", "", "Flatten", Dims.vector(64), 0, 0),
                        new LayerTable.Layer("stem", "b", "Linear", Dims.vector(7), 455, 448)),
                LayerTable.of(graph, TorchvisionTest.backbone("resnet18")).layers());
    }
}
