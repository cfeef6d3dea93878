package org.tagzoo.benchmarks.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tagzoo.datasets.duplicate.NearDuplicates;
import org.tagzoo.datasets.image.PerceptualHash;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.zoo.index.NeighbourGraph;

/**
 * How long the two steps of an audit take that would compare all pairs of many images, and what
 * they find: near-duplicates by perceptual hashes, and the 15 nearest others by embeddings. No
 * image is read: hashes and embeddings are drawn at random, those of every twentieth are those of
 * the one before a little changed. Hashes have the frequencies of images whose contrasts differ by
 * a factor of up to 20, falling as they do in photographs; embeddings have 1,280 numbers, and a
 * changed one a cosine of about 0.9.
 *
 * <p>Arguments: how many images, 100,000 if nothing is said.
 */
public final class LargeAudit {

    private static final int EVERY = 20;
    private static final int DIMENSION = 1280;
    private static final int NEIGHBOURS = 15;
    private static final int SIDE = 16;
    private static final double STRONG = 8;

    private LargeAudit() {}

    public static void main(String[] args) {
        int images = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        List<PerceptualHash> hashes = new ArrayList<>();
        IntStream.range(0, images).forEach(n -> hashes.add(hash(n)));
        Clock clock = Clock.start();
        int[] firsts = NearDuplicates.firsts(hashes);
        String time = clock.told();
        int found = 0;
        int others = 0;
        for (int n = 0; n < images; n++) {
            found += isChanged(n) && firsts[n] == firsts[n - 1] ? 1 : 0;
            others += !isChanged(n) && firsts[n] != n ? 1 : 0;
        }
        print("hashes", images, time, found, "%,d other images in groups".formatted(others));
        clock = Clock.start();
        NeighbourGraph graph =
                NeighbourGraph.of(images, DIMENSION, LargeAudit::embedding, NEIGHBOURS, 1);
        time = clock.told();
        found = 0;
        for (int n = 0; n < images; n++) {
            found += isChanged(n) && graph.others()[n][0] == n - 1 ? 1 : 0;
        }
        print("embeddings", images, time, found, NEIGHBOURS + " nearest others of each");
    }

    /** Of the clock on the wall, and of all processors. */
    private record Clock(long wall, Duration processors) {

        static Clock start() {
            return new Clock(System.nanoTime(), ofProcessors());
        }

        private static Duration ofProcessors() {
            return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        }

        String told() {
            return String.format(
                    Locale.ROOT,
                    "%.1f s, %.1f s of processors",
                    (System.nanoTime() - wall) / 1e9,
                    ofProcessors().minus(processors).toMillis() / 1e3);
        }
    }

    private static void print(String what, int images, String time, int found, String more) {
        int changed = images / EVERY;
        System.out.printf(
                Locale.ROOT,
                "%s of %,d images: %s; %.4f of the %,d changed ones found; %s%n",
                what,
                images,
                time,
                (double) found / changed,
                changed,
                more);
    }

    private static boolean isChanged(int n) {
        return n % EVERY == EVERY - 1;
    }

    private static PerceptualHash hash(int n) {
        SplittableRandom random = SeedSequence.random(1, "hash", isChanged(n) ? n - 1 : n);
        SplittableRandom noise = SeedSequence.random(1, "changed hash", n);
        double contrast = 400 * Math.pow(20, -random.nextDouble());
        long[] positive = new long[SIDE * SIDE / Long.SIZE];
        long[] negative = new long[positive.length];
        for (int bit = 1; bit < SIDE * SIDE; bit++) {
            int row = bit / SIDE;
            double frequency = Math.hypot(bit % SIDE, row);
            double size = random.nextGaussian() * contrast / frequency;
            size += isChanged(n) ? noise.nextGaussian() : 0;
            positive[bit / Long.SIZE] |= size >= STRONG ? 1L << bit : 0;
            negative[bit / Long.SIZE] |= size <= -STRONG ? 1L << bit : 0;
        }
        return new PerceptualHash(positive, negative);
    }

    private static float[] embedding(int n) {
        SplittableRandom random = SeedSequence.random(1, "embedding", isChanged(n) ? n - 1 : n);
        SplittableRandom noise = SeedSequence.random(1, "changed embedding", n);
        float[] vector = new float[DIMENSION];
        for (int d = 0; d < DIMENSION; d++) {
            double own = random.nextGaussian();
            vector[d] = (float) (isChanged(n) ? own + 0.48 * noise.nextGaussian() : own);
        }
        return vector;
    }
}
