package org.tagzoo.app.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.LibUtils;
import java.util.Optional;

/** What the engine can do with a device. */
public final class EngineDevice {

    private EngineDevice() {}

    /**
     * Tries whether the engine can compute on a CUDA device that is there.
     *
     * @return empty if it can, else why not, as the end of a sentence, with what to do
     */
    public static Optional<String> refusal(Device device) {
        Engine engine;
        try {
            engine = Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            return Optional.of("the engine's libraries can't be loaded: " + firstLine(deepest(e)));
        }
        try (NDManager manager = engine.newBaseManager(device);
                NDArray one = manager.ones(new Shape(1))) {
            return one.getFloat() == 1 ? Optional.empty() : Optional.of("it computes wrongly");
        } catch (EngineException e) {
            return Optional.of(
                    LibrariesKind.of(e.getMessage()) == LibrariesKind.PROCESSOR
                            ? "the engine's libraries (%s) are for the processor alone; start TagZoo with TAGZOO_ENGINE=cuda"
                                    .formatted(LibUtils.getLibtorchPath())
                            : "the engine says: " + firstLine(e));
        }
    }

    /** Which libraries an error of the engine comes from. */
    enum LibrariesKind {
        /** Built without CUDA. */
        PROCESSOR,
        /** Built with it. */
        CUDA;

        /** PyTorch without CUDA knows no operation for it, and has no hooks to begin with. */
        static LibrariesKind of(String message) {
            return message.contains("with arguments from the 'CUDA' backend")
                            || message.contains("not linked with support for cuda")
                            || message.contains("without CUDA library")
                            || message.contains("not compiled with CUDA")
                    ? PROCESSOR
                    : CUDA;
        }
    }

    private static Throwable deepest(Throwable error) {
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String firstLine(Throwable error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return message.lines().findFirst().orElse("nothing").strip();
    }

    /** Returns how much of a CUDA device's memory is in use, by all processes, in bytes. */
    public static long usedMemory(Device device) {
        return CudaDriver.usedMemory(device.getDeviceId());
    }
}
