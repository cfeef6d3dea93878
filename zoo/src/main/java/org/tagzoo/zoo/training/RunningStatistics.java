package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.Optional;
import org.tagzoo.zoo.torchscript.ModuleStatistics;
import org.tagzoo.zoo.torchscript.ScriptFunctions;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Batch norm's running means and variances while a batch goes through in parts, or a second time:
 * they move once for the batch, to the mean of where each part alone would have moved them, weighed
 * by examples. For the means that is what the whole batch gives; the variances lack what parts
 * differ by. For one thread.
 */
final class RunningStatistics implements AutoCloseable {

    private static final String SOURCE =
            """
              def copy(self: SELF, to: List[Tensor], values: List[Tensor]) -> NoneType:
                torch._foreach_copy_(to, values)
                return None
              def add(self: SELF, to: List[Tensor], values: List[Tensor], share: float) -> NoneType:
                torch._foreach_add_(to, values, alpha=share)
                return None
              def zero(self: SELF, to: List[Tensor]) -> NoneType:
                torch._foreach_zero_(to)
                return None
            """
                    .replace("SELF", ScriptFunctions.SELF);

    private final NDManager manager;
    private final ScriptFunctions functions;
    private final PtNDArray[] moving;
    private final PtNDArray[] before;
    private final PtNDArray[] sums;

    private RunningStatistics(NDManager manager, List<NDArray> statistics) {
        this.manager = manager;
        functions = ScriptFunctions.load(manager, SOURCE);
        moving = statistics.toArray(PtNDArray[]::new);
        before = likeMoving();
        sums = likeMoving();
    }

    private PtNDArray[] likeMoving() {
        PtNDArray[] copies = new PtNDArray[moving.length];
        for (int i = 0; i < moving.length; i++) {
            copies[i] = (PtNDArray) moving[i].duplicate();
            copies[i].attach(manager);
        }
        return copies;
    }

    /**
     * Returns the statistics of a block that move in training; empty if there are none.
     *
     * @param parent of the copies
     */
    static Optional<RunningStatistics> of(Block block, NDManager parent) {
        NDManager manager = parent.newSubManager();
        List<NDArray> moving = moving(block, manager);
        if (moving.isEmpty()) {
            manager.close();
            return Optional.empty();
        }
        return Optional.of(new RunningStatistics(manager, moving));
    }

    private static List<NDArray> moving(Block block, NDManager owner) {
        if (block instanceof NetworkBlock ours) {
            ScriptModule module = ours.network().trained();
            return module.graph().nodes().stream().anyMatch(node -> node.op().movesStatistics())
                    ? module.statistics()
                    : List.of();
        }
        if (block instanceof PtSymbolBlock module) {
            return ModuleStatistics.of(module, owner);
        }
        return block.getParameters().values().stream()
                .filter(RunningStatistics::isStatistic)
                .map(Parameter::getArray)
                .toList();
    }

    private static boolean isStatistic(Parameter parameter) {
        return parameter.getType() == Parameter.Type.RUNNING_MEAN
                || parameter.getType() == Parameter.Type.RUNNING_VAR;
    }

    /** Notes where they stand before a batch. */
    void begin() {
        run("copy", before, moving);
    }

    /** Puts them back to where they stood. */
    void restore() {
        run("copy", moving, before);
    }

    /** Notes that the batch now goes through in several parts. */
    void beginParts() {
        functions.run("zero", IValue.listFrom(sums));
    }

    /** Takes in where a part has moved them, and puts them back for the next. */
    void partEnded(double share) {
        functions.run("add", IValue.listFrom(sums), IValue.listFrom(moving), IValue.from(share));
        restore();
    }

    /** Moves them for all parts together. */
    void endParts() {
        run("copy", moving, sums);
    }

    private void run(String function, PtNDArray[] to, PtNDArray[] values) {
        functions.run(function, IValue.listFrom(to), IValue.listFrom(values));
    }

    @Override
    public void close() {
        functions.close();
        manager.close();
    }
}
