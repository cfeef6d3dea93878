package org.tagzoo.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.List;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.score.Decisions;

/**
 * Draws images with replacement 1,000 times over for the interval of the micro F1, and of all other
 * F1s. For each number on standard input it does so that many times and prints the seconds of each
 * as JSON; before, it prints the ends of the interval of the micro F1.
 *
 * <p>Arguments: files of decisions and of targets {@code [N, L]}, a byte each, and the number of
 * labels.
 */
public final class DrawAgain {

    private DrawAgain() {}

    public static void main(String[] args) throws Exception {
        int labels = Integer.parseInt(args[2]);
        Decisions decisions =
                new Decisions(
                        Flags.read(Path.of(args[0]), labels), Flags.read(Path.of(args[1]), labels));
        F1Intervals first = F1Intervals.of(decisions, 1);
        System.out.println(List.of(first.micro().low(), first.micro().high()));
        Turns.take(() -> F1Intervals.of(decisions, 1));
    }
}
