package org.tagzoo.zoo.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.tagzoo.zoo.network.Graph;
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

    /** Returns whether a network has statistics that move in training. */
    static boolean moveIn(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.op().movesStatistics());
    }

    /** Returns the statistics of a network of which {@link #moveIn} is true. */
    static RunningStatistics of(ScriptModule module) {
        return new RunningStatistics(module.manager().newSubManager(), module.statistics());
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
