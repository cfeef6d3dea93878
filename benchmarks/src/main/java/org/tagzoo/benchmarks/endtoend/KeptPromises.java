package org.tagzoo.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.threshold.LabelGoal;
import org.tagzoo.zoo.threshold.PromisedShare;
import org.tagzoo.zoo.threshold.TrustedThresholds;

/**
 * How often promises of thresholds are kept: 200 times a row's validation and test images are dealt
 * out anew to two parts of the same sizes, thresholds are chosen on the one and held against the
 * other. A promise is broken where recall or precision of a label there is below what was promised.
 *
 * <p>Arguments: a {@code scores.csv}, and goals such as {@code precision:0.9}.
 */
public final class KeptPromises {

    private static final int RESPLITS = 200;

    private KeptPromises() {}

    public static void main(String[] args) throws IOException {
        ScoredCorpus scores = ScoresFile.read(Path.of(args[0]));
        ScoreMatrix matrix = HeldOut.matrix(HeldOut.images(scores));
        int validation = scores.images(Part.VALIDATION).size();
        for (String goal : Arrays.asList(args).subList(1, args.length)) {
            print((PromisedShare) LabelGoal.parse(goal), matrix, validation);
        }
    }

    private static void print(PromisedShare goal, ScoreMatrix all, int validation) {
        int[] promised = new int[all.labels()];
        int[] kept = new int[all.labels()];
        int keptOthers = 0;
        for (int split = 0; split < RESPLITS; split++) {
            int[] order = shuffled(all.images(), split);
            ScoreMatrix first = all.rows(Arrays.copyOf(order, validation));
            ScoreMatrix second = all.rows(Arrays.copyOfRange(order, validation, order.length));
            TrustedThresholds found =
                    TrustedThresholds.of(
                            first, IntStream.range(0, validation).toArray(), goal, split);
            List<Counts> counts = Evaluation.of(found.values().decide(second)).labels();
            for (int l = 0; l < promised.length; l++) {
                boolean isKept = goal.isKept(counts.get(l));
                if (found.labels().get(l).isPromised()) {
                    promised[l]++;
                    kept[l] += isKept ? 1 : 0;
                } else {
                    keptOthers += isKept ? 1 : 0;
                }
            }
        }
        int made = IntStream.of(promised).sum();
        int others = RESPLITS * promised.length - made;
        System.out.printf(
                Locale.ROOT,
                "%s: promised to %.1f of %d labels; kept in %.3f of the cases, without a promise in %.3f%n",
                goal,
                made / (double) RESPLITS,
                promised.length,
                IntStream.of(kept).sum() / (double) made,
                keptOthers / (double) others);
        List<String> worst = new ArrayList<>();
        for (int l = 0; l < promised.length; l++) {
            if (promised[l] >= RESPLITS / 2) {
                worst.add(String.format(Locale.ROOT, "%.2f", kept[l] / (double) promised[l]));
            }
        }
        System.out.println("  labels promised in half of the resplits or more: " + worst);
    }

    private static int[] shuffled(int images, int split) {
        long[] place = SeedSequence.random(split, "resplits").longs(images).toArray();
        return IntStream.range(0, images)
                .boxed()
                .sorted((a, b) -> Long.compare(place[a], place[b]))
                .mapToInt(n -> n)
                .toArray();
    }
}
