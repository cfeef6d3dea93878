package org.tagzoo.zoo.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.List;

/** The running statistics of batch norm in a loaded module. */
public final class ModuleStatistics {

    private static final String METHOD = "statistics";

    private ModuleStatistics() {}

    /**
     * Returns the running statistics of a module that was compiled here: the engine's own arrays,
     * not copies, whose values batch norm moves. Empty if it has none.
     *
     * @param owner of the handles
     */
    public static List<NDArray> of(PtSymbolBlock module, NDManager owner) {
        if (!FusedModule.hasMethod(module, METHOD)) {
            return List.of();
        }
        try (IValue result = IValueUtils.runMethod(module, METHOD)) {
            return List.copyOf(result.toNDList((PtNDManager) owner));
        }
    }
}
