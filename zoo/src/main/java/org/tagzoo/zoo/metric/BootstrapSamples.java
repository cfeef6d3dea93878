package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tagzoo.datasets.random.SeedSequence;

/**
 * The images of bootstrap samples: of {@code N} images {@code N} are drawn with replacement. All
 * that is bootstrapped in a run rests on the same samples.
 *
 * <p>A sample's numbers come in pairs from the upper and the lower 32 bits of what {@link
 * java.util.SplittableRandom#nextLong()} gives; {@code u} of 32 bits is image {@code u N / 2^32},
 * rounded down. Nothing is rejected, so that the chance of an image differs from {@code 1 / N} by
 * up to {@code N / 2^32} of it, a hundred-thousandth for 40,000 images (Lemire, Fast random integer
 * generation in an interval, arXiv:1805.10941).
 *
 * @param images 1 or more
 * @param seed the seed of the run
 */
public record BootstrapSamples(int images, long seed) {

    /** What the generator's state moves on by: 2^64 over the golden ratio, made odd. */
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private static final long LOWER_HALF = 0xffff_ffffL;

    /** So many samples one after the other write into the same memory, which stays in the cache. */
    private static final int IN_A_ROW = 10;

    /** Takes a sample. Called by several threads at once. */
    @FunctionalInterface
    public interface Taker {

        /**
         * @param sample its number, from 0
         * @param times how many times it has each image; written over once this method has returned
         */
        void take(int sample, int[] times);
    }

    /** Draws so many samples, on as many threads as there are. */
    public void forEach(int count, Taker taker) {
        IntStream.range(0, (count + IN_A_ROW - 1) / IN_A_ROW)
                .parallel()
                .forEach(
                        row -> {
                            int[] times = new int[images];
                            int end = Math.min(count, (row + 1) * IN_A_ROW);
                            for (int sample = row * IN_A_ROW; sample < end; sample++) {
                                count(sample, times);
                                taker.take(sample, times);
                            }
                        });
    }

    /**
     * Draws so many samples of whole groups, as many as there are: {@link #images} counts groups.
     *
     * @param groupOf the group of each image, from 0
     */
    public void forEach(int count, int[] groupOf, Taker taker) {
        forEach(
                count,
                (sample, groups) ->
                        taker.take(sample, Arrays.stream(groupOf).map(g -> groups[g]).toArray()));
    }

    private void count(int sample, int[] times) {
        Arrays.fill(times, 0);
        long state = SeedSequence.derive(seed, "bootstrap", sample);
        for (int pair = images / 2; pair > 0; pair--) {
            state += STEP;
            long bits = mixed(state);
            times[image(bits >>> Integer.SIZE)]++;
            times[image(bits & LOWER_HALF)]++;
        }
        if (images % 2 == 1) {
            times[image(mixed(state + STEP) >>> Integer.SIZE)]++;
        }
    }

    private int image(long half) {
        return (int) ((half * images) >>> Integer.SIZE);
    }

    /** The generator's output (Steele, Lea and Flood, Fast splittable generators, 2014). */
    private static long mixed(long state) {
        long bits = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
