package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tagzoo.zoo.torchscript.EngineModules;
import org.tagzoo.zoo.torchscript.ScriptFunctions;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Batch norm's running means and variances while a batch goes through in micro-batches, or a second
 * time: they move once for the batch, to the mean of where each micro-batch alone would have moved
 * them, weighed by examples. For the means that is what the whole batch gives; the variances lack
 * what micro-batches differ by. For one thread.
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

    private static final Set<Parameter.Type> STATISTICS =
            EnumSet.of(Parameter.Type.RUNNING_MEAN, Parameter.Type.RUNNING_VAR);

    private final NDManager manager;
    private final ScriptFunctions functions;
    private final PtNDArray[] moving;
    private final PtNDArray[] before;
    private final PtNDArray[] sums;

    private RunningStatistics(NDManager manager, List<NDArray> statistics) {
        this.manager = manager;
        functions = ScriptFunctions.load(manager, SOURCE);
        moving = statistics.toArray(PtNDArray[]::new);
        before = copies(manager, statistics);
        sums = copies(manager, statistics);
    }

    private static PtNDArray[] copies(NDManager manager, List<NDArray> arrays) {
        NDList copies = new NDList(arrays.stream().map(NDArray::duplicate).toList());
        copies.attach(manager);
        return copies.toArray(PtNDArray[]::new);
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
        if (block instanceof TrainableNetwork.Block ours) {
            ScriptModule module = ours.trained();
            return module.graph().nodes().stream().anyMatch(node -> node.op().movesStatistics())
                    ? module.statistics()
                    : List.of();
        }
        if (block instanceof PtSymbolBlock module) {
            return EngineModules.statistics(module, owner);
        }
        return block.getParameters().values().stream()
                .filter(p -> STATISTICS.contains(p.getType()))
                .map(Parameter::getArray)
                .toList();
    }

    /** Notes where they stand before a batch. */
    void begin() {
        run("copy", before, moving);
    }

    /** Puts them back to where they stood. */
    void restore() {
        run("copy", moving, before);
    }

    /** Notes that the batch now goes through in several micro-batches. */
    void beginMicroBatches() {
        functions.run("zero", IValue.listFrom(sums));
    }

    /** Takes in where a micro-batch has moved them, and puts them back for the next. */
    void microBatchEnded(double share) {
        functions.run("add", IValue.listFrom(sums), IValue.listFrom(moving), IValue.from(share));
        restore();
    }

    /** Moves them for all micro-batches together. */
    void endMicroBatches() {
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
