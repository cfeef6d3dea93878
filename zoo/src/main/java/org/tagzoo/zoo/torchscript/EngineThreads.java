package org.tagzoo.zoo.torchscript;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Optional;

/**
 * With how many threads the engine computes. Sums are cut into as many parts, so that the last bits
 * of results depend on it.
 */
public final class EngineThreads {

    /** DJL's own property, by which a user says how many. */
    private static final String WISH = "ai.djl.pytorch.num_threads";

    /** DJL's own property, by which a user says whether TorchScript is optimised. */
    private static final String OPTIMIZER = "ai.djl.pytorch.graph_optimizer";

    /** Of a thread that computes alone: how many others would have. */
    private static final ThreadLocal<Integer> OTHERS = new ThreadLocal<>();

    private EngineThreads() {}

    /** Returns the number. */
    public static int count() {
        Engine.getEngine("PyTorch");
        return OTHERS.get() == null ? JniUtils.getNumThreads() : OTHERS.get();
    }

    /** Runs something on this thread alone, which must be new and end with it. */
    static void alone(int count, Runnable work) {
        OTHERS.set(count);
        // Both are a thread's own, but for what later threads begin with.
        JniUtils.setNumThreads(1);
        JniUtils.setGraphExecutorOptimize(
                Boolean.parseBoolean(System.getProperty(OPTIMIZER, "true")));
        work.run();
    }

    /** Has later threads begin with as many as there are. */
    static void together(int count) {
        JniUtils.setNumThreads(count);
    }

    /**
     * Has the engine go on with as many threads as a run began with, unless the user wishes
     * otherwise.
     *
     * @return a line for the user, if the run did not begin with as many as the engine has by
     *     itself
     */
    public static Optional<String> resume(int begun) {
        int own = count();
        if (own == begun) {
            return Optional.empty();
        }
        if (System.getProperty(WISH) != null) {
            return Optional.of(
                    "The engine has %d threads and had %d when this run began: results may differ in the last bits"
                            .formatted(own, begun));
        }
        JniUtils.setNumThreads(begun);
        return Optional.of(
                "The engine goes on with %d threads, as this run began, and not with its own %d: with those, results could differ in the last bits (-D%s=%d for them)"
                        .formatted(begun, own, WISH, own));
    }
}
