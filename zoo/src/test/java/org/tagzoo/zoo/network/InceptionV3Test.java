package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageSize;

class InceptionV3Test {

    private static final Normalization MINUS_ONE_TO_ONE =
            new Normalization(List.of(127.5, 127.5, 127.5), List.of(127.5, 127.5, 127.5));
    private static final Backbone BACKBONE = Backbones.byName("inception_v3").orElseThrow();

    @Test
    void mapsShrinkAsInThePaper() {
        Graph graph = new Network(BACKBONE, Head.linear(10)).backboneGraph(299, MINUS_ONE_TO_ONE);
        List<Dims> joined =
                graph.nodes().stream()
                        .filter(node -> node.op() instanceof Concatenate)
                        .map(Node::dims)
                        .toList();
        assertEquals(Dims.map(256, 35, 35), joined.get(0));
        assertTrue(joined.contains(Dims.map(768, 17, 17)));
        assertTrue(joined.contains(Dims.map(1280, 8, 8)));
        assertEquals(Dims.map(2048, 8, 8), joined.get(joined.size() - 1));
        assertEquals(Dims.vector(2048), graph.output());
    }

    @Test
    void smallImagesAreRefused() {
        assertEquals(
                Dims.vector(2048),
                Graph.ofPixels(new ImageSize(75, 80), MINUS_ONE_TO_ONE, BACKBONE::embed).output());
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Graph.ofPixels(
                                        new ImageSize(74, 80), MINUS_ONE_TO_ONE, BACKBONE::embed));
        assertEquals(
                "inception_v3 takes images of 75 x 75 pixels or more, not 74 x 80",
                error.getMessage());
    }

    @Test
    void onlyTheSecondClassifierIsLeftOut() {
        assertTrue(BACKBONE.leavesOut("AuxLogits.fc.weight"));
        assertFalse(BACKBONE.leavesOut("Mixed_7c.branch_pool.conv.weight"));
        assertFalse(Backbones.byName("vgg16").orElseThrow().leavesOut("AuxLogits.fc.weight"));
    }

    @Test
    void mapsOfOtherSizesAreNotJoined() {
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Graph.ofPixels(
                                        8,
                                        MINUS_ONE_TO_ONE,
                                        (root, x) ->
                                                Layers.concatenate(x, Layers.maxPool(x, 2, 2, 0))));
        assertEquals("Can't put [N, 3, 4, 4] after [N, 3, 8, 8]", error.getMessage());
    }
}
