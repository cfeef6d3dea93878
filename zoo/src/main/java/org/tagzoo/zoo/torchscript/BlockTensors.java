package org.tagzoo.zoo.torchscript;

import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsFile;

/**
 * The tensors of a module in the engine, by the names of its {@code state_dict}: parameters, frozen
 * weights and running statistics alike. DJL shows a program the parameters alone.
 */
public final class BlockTensors {

    /** What is done with the tensors. */
    @FunctionalInterface
    public interface Use {
        /**
         * @param tensors as they were when the call began; valid until this returns, which may
         *     close them
         */
        void accept(TensorSource tensors) throws IOException;
    }

    private BlockTensors() {}

    /**
     * Lets a module's tensors be read. They go through a temporary file as large as they are, in
     * {@code java.io.tmpdir}.
     *
     * @throws IllegalArgumentException if the block is none that DJL's PyTorch engine loaded
     * @throws IOException if the file can't be written
     */
    public static void read(Block block, Use use) throws IOException {
        if (!(block instanceof PtSymbolBlock module)) {
            throw new IllegalArgumentException(
                    "The model's block must be the one that it was loaded with, is "
                            + (block == null ? "none" : block.getClass().getName()));
        }
        Path file = Files.createTempFile("tagzoo-trained", ".pt");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                JniUtils.writeModule(module, out, false);
            }
            try (TensorSource tensors = WeightsFile.open(file)) {
                use.accept(tensors);
            }
        } finally {
            Files.delete(file);
        }
    }
}
