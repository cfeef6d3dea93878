package org.tagzoo.zoo.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Functions written in TorchScript and run by the engine: one call into it for many operations, and
 * the only way to those that DJL has no method for. They run without recording gradients. For one
 * thread.
 */
public final class ScriptFunctions implements AutoCloseable {

    /** The class that the functions are methods of: the type of their {@code self}. */
    public static final String SELF = "__torch__.Functions";

    private static final String FOLDER = "functions/";

    private final NDManager manager;
    private final PtSymbolBlock module;

    private ScriptFunctions(NDManager manager, PtSymbolBlock module) {
        this.manager = manager;
        this.module = module;
    }

    /**
     * Compiles functions.
     *
     * @param parent what the compiled code lives under, if it is not closed before
     * @param methods their source, indented by two spaces, in the form that {@code torch.jit.save}
     *     writes, each with a first parameter {@code self} of type {@link #SELF}
     * @throws UncheckedIOException if no temporary file can be written
     */
    public static ScriptFunctions load(NDManager parent, String methods) {
        NDManager manager = parent.newSubManager();
        try {
            return new ScriptFunctions(
                    manager, EngineModules.load(manager, f -> write(f, methods)));
        } catch (IOException e) {
            manager.close();
            throw new UncheckedIOException(
                    "Compiling needs a temporary file, which can't be written", e);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static void write(Path file, String methods) throws IOException {
        String source =
                """
                class Functions(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                """
                        + methods;
        PickleWriter pickle = new PickleWriter();
        pickle.object("Functions").text("training").bool(false).endObject();
        try (AlignedZip zip = new AlignedZip(file, FOLDER)) {
            // Only the engine in this process reads it, which takes the newest version.
            TorchScriptArchive.writeModule(zip, pickle, source, 10);
        }
    }

    /**
     * Runs a function that returns nothing and closes its arguments.
     *
     * @param name of a function in the source
     */
    public void run(String name, IValue... arguments) {
        try (IValue nothing = IValueUtils.runMethod(module, name, arguments)) {
            assert nothing != null;
        } finally {
            close(arguments);
        }
    }

    /**
     * Runs a function that returns one array and closes its arguments.
     *
     * @param name of a function in the source
     * @param owner of the result
     */
    public NDArray call(String name, NDManager owner, IValue... arguments) {
        try (IValue result = IValueUtils.runMethod(module, name, arguments)) {
            return result.toTensor((PtNDManager) owner);
        } finally {
            close(arguments);
        }
    }

    private static void close(IValue... arguments) {
        for (IValue argument : arguments) {
            argument.close();
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
