package org.tagzoo.zoo.torchscript;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.ResNet;

/**
 * Finds out by measuring whether a device computes convolutions faster in bfloat16. Whether it has
 * instructions for them can't be asked for everywhere, and does not tell how fast they are.
 *
 * <p>Small residual stages with random weights run in both precisions in turn, and the median of
 * the turns' ratios counts: other work on the machine then slows both. It takes a second where
 * bfloat16 is fast, up to four where it is not: after {@value #MOST_SECONDS} seconds, or one turn
 * in which bfloat16 is far behind, no other turn begins.
 */
public final class PrecisionTrial {

    /**
     * How much faster bfloat16 must be to be chosen. Where the two are near one another, a trial
     * would come out now so and now so, and with it the last bits of results; the gain would not be
     * worth the lost digits either.
     */
    public static final double CLEARLY_FASTER = 1.3;

    private static final int TURNS = 5;
    private static final double MOST_SECONDS = 1;
    private static final double FAR_BEHIND = 0.5;

    private static final int SIZE = 64;

    /** With fewer, what is measured is how fast steps follow one another. */
    private static final int IMAGES = 32;

    /** A GPU has to have enough to do, or what is measured is how fast work is handed to it. */
    private static final int IMAGES_FOR_GPU = 256;

    private static final Normalization PLAIN =
            new Normalization(List.of(128.0, 128.0, 128.0), List.of(64.0, 64.0, 64.0));

    private PrecisionTrial() {}

    /**
     * What a trial gave.
     *
     * @param speed of bfloat16, as a multiple of float32's, two decimals; 0 where the device can't
     *     compute in it
     * @param seconds that the trial took
     */
    public record Result(double speed, double seconds) {

        /** Returns bfloat16 if it is at least {@value #CLEARLY_FASTER} times as fast. */
        public Precision choice() {
            return speed >= CLEARLY_FASTER ? Precision.BFLOAT16 : Precision.FLOAT32;
        }
    }

    /**
     * Runs a trial.
     *
     * @param format as the networks will have it
     * @throws IOException if the engine does not load the stages in float32
     */
    public static Result run(Device device, MemoryFormat format) throws IOException {
        long start = System.nanoTime();
        double speed = speed(device, format, start);
        return new Result(Math.round(100 * speed) / 100.0, (System.nanoTime() - start) / 1e9);
    }

    private static double speed(Device device, MemoryFormat format, long start) throws IOException {
        int images = device.isGpu() ? IMAGES_FOR_GPU : IMAGES;
        try (ScriptModule full = load(Precision.FLOAT32, format, device);
                ScriptModule half = load(Precision.BFLOAT16, format, device);
                NDManager manager = full.manager().newSubManager()) {
            NDArray input = manager.zeros(new Shape(images, SIZE, SIZE, 3), DataType.UINT8);
            time(full, input);
            List<Double> ratios = new ArrayList<>();
            try {
                time(half, input);
                double ratio;
                do {
                    double fullSeconds = time(full, input);
                    ratio = fullSeconds / time(half, input);
                    ratios.add(ratio);
                } while (ratios.size() < TURNS
                        && ratio > FAR_BEHIND
                        && since(start) < MOST_SECONDS);
            } catch (EngineException e) {
                // What a device has no bfloat16 for, it refuses.
                return 0;
            }
            ratios.sort(null);
            return ratios.get(ratios.size() / 2);
        }
    }

    private static ScriptModule load(Precision precision, MemoryFormat format, Device device)
            throws IOException {
        ResNet stages = new ResNet("trial", List.of(1, 1, 1), true, false);
        Graph graph = Graph.ofPixels(SIZE, PLAIN, stages::embed).frozen();
        FoldedNorms folded = FoldedNorms.of(graph, new InitialValues(1));
        return ScriptModule.load(folded.graph(), folded.values(), precision, format, device);
    }

    private static double time(ScriptModule module, NDArray input) {
        long start = System.nanoTime();
        try (NDManager turn = input.getManager().newSubManager()) {
            NDArray copy = input.duplicate();
            copy.attach(turn);
            NDArray result = module.forward(copy, false);
            result.attach(turn);
            // Reading waits for the device.
            result.toByteBuffer();
            return since(start);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
