package org.tagzoo.benchmarks.endtoend;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.weights.LoadedValues;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * Embeds a batch of images that lie in memory with a frozen network, as {@code tagzoo compare}
 * does: unsigned bytes {@code [N, H, W, 3]} go in, floats come out. It writes the embeddings to a
 * file and prints how many images it embedded; then, for each number on standard input, it embeds
 * the batch so many times and prints the seconds of each as JSON, so that {@code
 * compare_embedding.py} can let it take turns with PyTorch.
 *
 * <p>Arguments: the weights, the network's name, its number of labels, the side of the images,
 * their pixels, the file for embeddings, {@code FLOAT32} or {@code BFLOAT16}.
 */
public final class EmbedImages {

    private EmbedImages() {}

    public static void main(String[] args) throws Exception {
        MemoryPixels pixels = MemoryPixels.read(Path.of(args[4]), Integer.parseInt(args[3]));
        try (ScriptModule frozen =
                load(
                        Path.of(args[0]),
                        args[1],
                        Integer.parseInt(args[2]),
                        pixels.size(),
                        Precision.valueOf(args[6]))) {
            try (FileChannel out =
                    FileChannel.open(
                            Path.of(args[5]),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                out.write(embed(frozen, pixels));
            }
            System.out.println(pixels.count());
            Turns.take(() -> embed(frozen, pixels));
        }
    }

    private static ScriptModule load(
            Path weights, String name, int labels, int size, Precision precision)
            throws IOException {
        Backbone backbone = Backbones.byName(name).orElseThrow();
        Graph whole =
                new Network(backbone, Head.linear(labels)).graph(size, ImageNet.NORMALIZATION);
        try (LoadedValues values =
                LoadedValues.ofWhole(WeightsFile.open(weights), whole, backbone)) {
            FoldedNorms folded = FoldedNorms.of(whole.before(Stage.HEAD).frozen(), values);
            return ScriptModule.load(
                    folded.graph(),
                    folded.values(),
                    precision,
                    MemoryFormat.CHANNELS_LAST,
                    Device.cpu());
        }
    }

    private static ByteBuffer embed(ScriptModule frozen, MemoryPixels pixels) {
        try (NDManager manager = frozen.manager().newSubManager()) {
            NDArray input =
                    manager.create(
                            pixels.all().duplicate(),
                            new Shape(pixels.count()).addAll(pixels.rows().shape()),
                            DataType.UINT8);
            return frozen.forward(input, false).toByteBuffer();
        }
    }
}
