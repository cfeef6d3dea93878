package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

class LayersTest {

    private static final Normalization PLAIN =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    private static final Init INIT = Init.constant(0);

    private static Graph graph(BiFunction<Scope, Value, Value> network) {
        return Graph.ofPixels(new ImageSize(4, 5), PLAIN, network);
    }

    private static void assertRefused(String message, BiFunction<Scope, Value, Value> network) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> graph(network)).getMessage());
    }

    private static Value conv(Scope root, Value x, int out, KernelGeometry window, int groups) {
        return Layers.conv(root.child("a"), x, out, window, groups, INIT, Optional.empty());
    }

    @Test
    void aDilatedKernelIsAsLargeAsItsOutermostPixels() {
        KernelGeometry window = KernelGeometry.square(3, 1, 2).dilated(2);
        assertEquals(Dims.map(6, 4, 5), graph((r, x) -> conv(r, x, 6, window, 3)).output());
        assertEquals(
                List.of(6, 1, 3, 3),
                graph((r, x) -> conv(r, x, 6, window, 3)).parameters().get(0).shape());
        assertRefused(
                "Images are too small: a kernel of 5 does not fit into 4 (padding 0)",
                (r, x) -> conv(r, x, 6, KernelGeometry.square(3, 1, 0).dilated(2), 1));
    }

    /** Pixels are numbered from the top left; a kernel sees every second of them. */
    @Test
    void aDilatedMaxPoolSeesEverySecondPixel() throws IOException {
        Graph graph =
                graph((root, x) -> Layers.maxPool(x, KernelGeometry.square(2, 1, 0).dilated(2)));
        byte[] pixels = new byte[4 * 5 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3);
        }
        try (ScriptModule module =
                        ScriptModule.load(
                                graph,
                                new InitialValues(1),
                                Precision.FLOAT32,
                                MemoryFormat.CONTIGUOUS,
                                Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            NDArray input =
                    manager.create(ByteBuffer.wrap(pixels), new Shape(1, 4, 5, 3), DataType.UINT8);
            float[] first = module.forward(input, false).get("0, :, :, 0").toFloatArray();
            assertArrayEquals(new float[] {12, 13, 14, 17, 18, 19}, first);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused(
                "Groups must divide the channels, 3 and 4, which 2 does not",
                (root, x) -> conv(root, x, 4, KernelGeometry.square(1, 1, 0), 2));
        assertRefused(
                "A convolution with weights [4, 3, 1, 1] in 1 groups takes maps of 3 channels, not"
                        + " [N, 4, 4, 5]",
                (root, x) -> {
                    Conv2d conv =
                            new Conv2d(
                                    root.trained("weight", INIT, 4, 3, 1, 1),
                                    Optional.empty(),
                                    KernelGeometry.square(1, 1, 0),
                                    1);
                    return x.then(conv).then(conv);
                });
        assertRefused(
                "Can't add [N, 3, 4, 5] and [N, 60]", (r, x) -> Layers.add(x, Layers.flatten(x)));
        assertRefused(
                "A kernel goes over maps, not [N, 60]",
                (root, x) -> Layers.maxPool(Layers.flatten(x), 2, 2, 0));
        assertRefused(
                "PyTorch's average pooling has no dilation, and this kernel has 2",
                (root, x) -> Layers.avgPool(x, KernelGeometry.square(1, 1, 0).dilated(2)));
        assertRefused(
                "The momentum of batch norm is above 0 and at most 1, not 0.0",
                (root, x) -> Layers.batchNorm(root, x, 1e-5, 0));
    }
}
