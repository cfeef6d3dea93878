package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.metric.ResampledT;
import org.tagzoo.zoo.score.RandomFolds;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Whether thresholds shrunk towards the common one beat it, and those of each label. Five times,
 * the images that a row was not trained on are dealt into five folds; thresholds are chosen on four
 * and tested on the fifth. Prints the means of micro and macro F1 over the 25 tests, and the paired
 * differences with the corrected resampled t test.
 *
 * <p>Arguments: files {@code scores.csv}.
 */
public final class ThresholdRules {

    private static final List<ThresholdChoice> RULES =
            List.of(
                    ThresholdChoice.SHARED,
                    ThresholdChoice.PER_LABEL,
                    ThresholdChoice.SHRUNK,
                    new ThresholdChoice("f1"));

    private static final int FOLDS = 5;
    private static final int REPEATS = 5;

    private final Map<ThresholdChoice, List<Evaluation>> found = new LinkedHashMap<>();

    private ThresholdRules() {}

    public static void main(String[] args) throws IOException {
        for (String file : args) {
            ThresholdRules rules = new ThresholdRules();
            ScoreMatrix held = HeldOut.matrix(HeldOut.images(ScoresFile.read(Path.of(file))));
            for (int seed = 1; seed <= REPEATS; seed++) {
                rules.add(held, seed);
            }
            System.out.printf("%s: %d images, %d labels%n", file, held.images(), held.labels());
            rules.print("micro F1", evaluation -> evaluation.micro().f1());
            rules.print("macro F1", evaluation -> evaluation.macro().f1());
        }
    }

    private void add(ScoreMatrix held, int seed) {
        int[] alone = IntStream.range(0, held.images()).toArray();
        int[] foldOf = RandomFolds.of(alone, FOLDS, seed, "folds of thresholds");
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            ScoreMatrix validation =
                    held.rows(IntStream.of(alone).filter(n -> foldOf[n] != left).toArray());
            ScoreMatrix test =
                    held.rows(IntStream.of(alone).filter(n -> foldOf[n] == left).toArray());
            ChosenThresholds chosen = Tags.INSTANCE.choose(validation).orElseThrow();
            for (ThresholdChoice rule : RULES) {
                Thresholds thresholds =
                        rule.of(chosen, validation, HeldOut.alone(validation), seed);
                found.computeIfAbsent(rule, r -> new ArrayList<>())
                        .add(Evaluation.of(thresholds.decide(test)));
            }
        }
    }

    private void print(String what, ToDoubleFunction<Evaluation> metric) {
        Map<ThresholdChoice, double[]> values = new LinkedHashMap<>();
        found.forEach(
                (rule, each) -> values.put(rule, each.stream().mapToDouble(metric).toArray()));
        double[] shrunk = values.get(ThresholdChoice.SHRUNK);
        System.out.printf("  %s%n", what);
        values.forEach(
                (rule, of) -> {
                    PairedBootstrap.Difference gain = ResampledT.of(shrunk, of, 1.0 / (FOLDS - 1));
                    System.out.printf(
                            Locale.ROOT,
                            "    %-10s %.4f   shrunk less it %+.4f (%+.4f to %+.4f), p %.3f%n",
                            rule,
                            mean(of),
                            gain.value(),
                            gain.interval().low(),
                            gain.interval().high(),
                            gain.p());
                });
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
