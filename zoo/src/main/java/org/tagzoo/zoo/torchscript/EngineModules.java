package org.tagzoo.zoo.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.io.function.IOConsumer;
import org.tagzoo.zoo.weights.TensorSource;
import org.tagzoo.zoo.weights.WeightsFile;

/** Modules in the engine, of which DJL shows a program the parameters alone. */
public final class EngineModules {

    private static final String STATISTICS = "statistics";

    private EngineModules() {}

    /** Loads an archive through a temporary file. */
    static PtSymbolBlock load(NDManager manager, IOConsumer<Path> writer) throws IOException {
        Path file = Files.createTempFile("tagzoo-module", ".pt");
        try {
            writer.accept(file);
            String[] none = {};
            return JniUtils.loadModule((PtNDManager) manager, file, true, none, none, false);
        } finally {
            Files.delete(file);
        }
    }

    static boolean hasMethod(PtSymbolBlock block, String name) {
        return Arrays.asList(JniUtils.getMethodNames(block)).contains(name);
    }

    /**
     * Returns the running statistics of batch norm in a module that was compiled here: the engine's
     * own arrays, not copies, whose values batch norm moves. Empty if it has none.
     *
     * @param owner of the handles
     */
    public static List<NDArray> statistics(PtSymbolBlock module, NDManager owner) {
        if (!hasMethod(module, STATISTICS)) {
            return List.of();
        }
        try (IValue result = IValueUtils.runMethod(module, STATISTICS)) {
            return List.copyOf(result.toNDList((PtNDManager) owner));
        }
    }

    /**
     * Lets a module's tensors be read, by the names of its {@code state_dict}: parameters, frozen
     * weights and running statistics alike. They go through a temporary file as large as they are,
     * in {@code java.io.tmpdir}.
     *
     * @param use gets the tensors as they were when the call began; valid until it returns, which
     *     may close them
     * @throws IllegalArgumentException if the block is none that DJL's PyTorch engine loaded
     * @throws IOException if the file can't be written
     */
    public static void tensors(Block block, IOConsumer<TensorSource> use) throws IOException {
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
