package org.tagzoo.benchmarks.endtoend;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Times how a network with its weights comes into the engine, and how much memory that takes: opens
 * the file, checks names and shapes, compiles the network, fills its parameters. Prints one line of
 * JSON for {@code compare_loading.py}, which runs it beside PyTorch.
 *
 * <p>Arguments: the file, the network's name, how many times to load. The first time is that of a
 * program that has just started. Memory is that of the first time, in bytes, above what the process
 * has with the engine started and nothing loaded.
 */
public final class LoadWeights {

    private static final int IMAGENET_CLASSES = 1000;
    private static final int SIZE = 224;

    private LoadWeights() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        String name = args[1];
        int times = Integer.parseInt(args[2]);
        Engine.getInstance().newBaseManager().close();
        long idle = ResidentMemory.now();
        ResidentMemory.forgetPeak();
        List<Double> seconds = new ArrayList<>();
        long peak = 0;
        for (int i = 0; i < times; i++) {
            seconds.add(load(file, name));
            peak = i == 0 ? ResidentMemory.peak() : peak;
        }
        System.out.printf(
                "{\"seconds\": %s, \"idle\": %d, \"above_idle\": %d}%n",
                seconds, idle, peak - idle);
    }

    private static double load(Path file, String name) throws IOException {
        long start = System.nanoTime();
        try (ScriptModule module =
                LoadedNetwork.whole(file, name, IMAGENET_CLASSES, SIZE, Precision.FLOAT32)) {
            if (module.trained().isEmpty()) {
                throw new IllegalStateException("Nothing was loaded");
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
