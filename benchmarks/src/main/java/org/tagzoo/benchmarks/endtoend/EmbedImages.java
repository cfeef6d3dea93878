package org.tagzoo.benchmarks.endtoend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Embeds a batch of images that lie in memory with a frozen network, as {@code tagzoo compare}
 * does: unsigned bytes {@code [N, H, W, 3]} go in, floats come out. It writes the embeddings to a
 * file and prints how many images it embedded; then, for each number on standard input, it embeds
 * the batch so many times and prints the seconds of each as JSON, so that {@code
 * compare_embedding.py} can let it take turns with PyTorch.
 *
 * <p>Arguments: the weights, the network's name, its number of labels, the side of the images,
 * their pixels, the file for embeddings, {@code FLOAT32}, {@code BFLOAT16} or {@code INT8}.
 */
public final class EmbedImages {

    private EmbedImages() {}

    public static void main(String[] args) throws Exception {
        MemoryPixels pixels = MemoryPixels.read(Path.of(args[4]), Integer.parseInt(args[3]));
        int labels = Integer.parseInt(args[2]);
        Precision precision = Precision.valueOf(args[6]);
        try (ScriptModule frozen =
                precision == Precision.INT8
                        ? LoadedNetwork.int8(Path.of(args[0]), args[1], labels, pixels)
                        : LoadedNetwork.body(
                                Path.of(args[0]), args[1], labels, pixels.size(), precision)) {
            ByteBuffer embeddings = embed(frozen, pixels);
            byte[] bytes = new byte[embeddings.remaining()];
            embeddings.get(bytes);
            Files.write(Path.of(args[5]), bytes);
            System.out.println(pixels.count());
            Turns.take(() -> embed(frozen, pixels));
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
