package org.tagzoo.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tagzoo.zoo.training.EpochMetrics;

/**
 * Lets a program take turns with others: it works when it is asked and waits at its standard input
 * else, so that its threads are asleep while another computes.
 */
final class Turns {

    /** Where other programs ask from; tests ask themselves. */
    static BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    /** Some work. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** A training that tells of each epoch. */
    @FunctionalInterface
    interface Fit {
        void run(int epochs, Consumer<EpochMetrics> listener) throws IOException;
    }

    private static final int NO_END = 1_000_000;

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Turns() {}

    /** Waits for the next number on standard input; 0 if an empty line or the end comes. */
    static int next() throws IOException {
        String line = line();
        return line.isEmpty() ? 0 : Integer.parseInt(line);
    }

    /** Waits for the next line; empty at the end. */
    static String line() throws IOException {
        String line = in.readLine();
        return line == null ? "" : line;
    }

    /**
     * Works as often as each number on standard input says, and prints the seconds of each time.
     */
    static void take(Work work) throws Exception {
        for (int count = next(); count > 0; count = next()) {
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                work.run();
                seconds.add((System.nanoTime() - start) / 1e9);
            }
            System.out.println(seconds);
        }
    }

    /** Trains an epoch for each number on standard input, and prints its seconds. */
    static void takeEpochs(Fit fit) throws IOException {
        if (next() == 0) {
            return;
        }
        long[] start = {System.nanoTime()};
        try {
            fit.run(
                    NO_END,
                    epoch -> {
                        System.out.println(List.of((System.nanoTime() - start[0]) / 1e9));
                        try {
                            if (next() == 0) {
                                throw new Ended();
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        start[0] = System.nanoTime();
                    });
        } catch (Ended e) {
            return;
        }
    }
}
