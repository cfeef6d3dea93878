package org.tagzoo.zoo.recurrent;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.text.Characters;

/**
 * A {@link SimpleRnn} that learns to write as a text does, a character after the other. The last
 * tenth of the text is not trained on; on that it is measured. For one thread.
 *
 * <p>Each update sees {@value #LENGTH} characters that follow those of the one before, whose last
 * state it begins with; the weights change by Adam (arXiv:1412.6980) of gradients that are clipped
 * to -5 to 5.
 */
public final class TextModel {

    /** How many characters an update sees. */
    public static final int LENGTH = 25;

    /** Rarer characters than the commonest so many are one. */
    private static final int MOST_CHARACTERS = 254;

    private static final int LEAST_TEXT = 1000;
    private static final double RATE = 0.002;
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double LARGEST = 5;
    private static final double EPSILON = 1e-8;
    private static final double SHARE = 0.9;

    private final Characters characters;
    private final int[] train;
    private final int[] held;
    private final SimpleRnn network;
    private final RnnWeights means;
    private final RnnWeights squares;
    private int updates;
    private final long seed;
    private double[] state;
    private int position;

    /**
     * A model that begins at random.
     *
     * @param text of 1,000 characters or more
     * @param hidden H, 1 to 2,000
     */
    public TextModel(String text, int hidden, long seed) {
        int length = text.codePointCount(0, text.length());
        Check.that(
                length >= LEAST_TEXT,
                "text",
                "of %d characters or more".formatted(LEAST_TEXT),
                length + " characters long");
        Check.within("hidden", hidden, 1, 2000);
        int end = text.offsetByCodePoints(0, (int) (length * SHARE));
        this.characters = Characters.of(Stream.of(text.substring(0, end)), MOST_CHARACTERS);
        this.train = characters.numbers(text.substring(0, end));
        this.held = characters.numbers(text.substring(end));
        this.seed = seed;
        this.network =
                new SimpleRnn(
                        RnnWeights.initial(
                                characters.count(),
                                hidden,
                                SeedSequence.random(seed, "text model")),
                        Activation.RELU,
                        Loss.CROSS_ENTROPY);
        this.means = RnnWeights.zeros(characters.count(), hidden);
        this.squares = RnnWeights.zeros(characters.count(), hidden);
        this.state = network.start();
    }

    /** Makes an update and returns the loss before it, in bits a character. */
    public double update() {
        if (position + LENGTH >= train.length) {
            position = 0;
            state = network.start();
        }
        List<SimpleRnn.Step> steps =
                network.forward(state, pairs(train, position, position + LENGTH));
        descend(network.backward(steps));
        position += LENGTH;
        state = steps.get(LENGTH - 1).hidden();
        return SimpleRnn.loss(steps) / LENGTH / Math.log(2);
    }

    private void descend(RnnWeights gradient) {
        updates++;
        for (int m = 0; m < gradient.matrices().size(); m++) {
            double[][] weights = network.weights().matrices().get(m);
            for (int i = 0; i < weights.length; i++) {
                descend(
                        gradient.matrices().get(m)[i],
                        means.matrices().get(m)[i],
                        squares.matrices().get(m)[i],
                        weights[i]);
            }
        }
    }

    private void descend(double[] gradient, double[] means, double[] squares, double[] weights) {
        double rate =
                RATE * Math.sqrt(1 - Math.pow(BETA_2, updates)) / (1 - Math.pow(BETA_1, updates));
        for (int i = 0; i < weights.length; i++) {
            double by = Math.max(-LARGEST, Math.min(LARGEST, gradient[i]));
            means[i] += (1 - BETA_1) * (by - means[i]);
            squares[i] += (1 - BETA_2) * (by * by - squares[i]);
            weights[i] -= rate * means[i] / (Math.sqrt(squares[i]) + EPSILON);
        }
    }

    /** Returns what the held-out text takes by this model, in bits a character. */
    public double heldOutBits() {
        double loss = 0;
        double[] hidden = network.start();
        for (int from = 0; from < held.length - 1; from += LENGTH) {
            int to = Math.min(from + LENGTH, held.length - 1);
            List<SimpleRnn.Step> steps = network.forward(hidden, pairs(held, from, to));
            loss += SimpleRnn.loss(steps);
            hidden = steps.get(steps.size() - 1).hidden();
        }
        return loss / (held.length - 1) / Math.log(2);
    }

    /**
     * Returns what the held-out text takes, in bits a character, by how often each of its
     * characters comes in itself: its unigram entropy, which no model that does not look at the
     * characters before can go below.
     */
    public double heldOutEntropy() {
        long[] counts = new long[characters.count()];
        for (int character : held) {
            counts[character]++;
        }
        double bits = 0;
        for (long count : counts) {
            double share = (double) count / held.length;
            bits -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
        }
        return bits;
    }

    private static List<SimpleRnn.Pair> pairs(int[] text, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new SimpleRnn.Pair(text[i], text[i + 1]))
                .toList();
    }

    /** Returns a text of the model's own, each character drawn by its probability. */
    public String write(int length) {
        SplittableRandom random = SeedSequence.random(seed, "written text");
        int[] written = new int[length];
        double[] hidden = network.start();
        int last = train[train.length - 1];
        for (int i = 0; i < length; i++) {
            SimpleRnn.Step step =
                    network.forward(hidden, List.of(new SimpleRnn.Pair(last, last))).get(0);
            hidden = step.hidden();
            last = draw(step.predicted(), random.nextDouble());
            written[i] = last;
        }
        return characters.text(written);
    }

    private static int draw(double[] probabilities, double below) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i];
            if (below < sum) {
                return i;
            }
        }
        return probabilities.length - 1;
    }
}
