package org.tagzoo.zoo.torchscript;

import ai.djl.engine.EngineException;
import java.util.Locale;

/** Tells whether something failed because memory ran out. */
public final class MemoryShortage {

    private MemoryShortage() {}

    /** Returns whether Java, the processor's allocator or the GPU's said that memory ran out. */
    public static boolean is(Throwable error) {
        if (error instanceof OutOfMemoryError) {
            return true;
        }
        if (!(error instanceof EngineException) || error.getMessage() == null) {
            return false;
        }
        String message = error.getMessage().toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("not enough memory")
                || message.contains("can't allocate memory")
                // As cuBLAS and cuDNN put it.
                || message.contains("alloc_failed");
    }
}
