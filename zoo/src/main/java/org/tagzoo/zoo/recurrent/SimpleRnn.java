package org.tagzoo.zoo.recurrent;

import java.util.List;

/**
 * A recurrent network with one hidden layer, by hand: {@code h' = f(x W_x + h W_h + b_h)}, {@code p
 * = softmax(h' W_y + b_y)}. Each step takes a character as a vector of zeros and a 1, and predicts
 * the next.
 *
 * @param weights which it reads, and whoever trains it changes
 * @param activation f
 * @param loss of each prediction against the character that came next
 */
public record SimpleRnn(RnnWeights weights, Activation activation, Loss loss) {

    /** Two characters by their numbers: one that is read, and the one that follows it. */
    public record Pair(int read, int next) {}

    /**
     * What a step computed.
     *
     * @param pair what it was given
     * @param before the hidden state before it {@code [H]}
     * @param sums what the activation was applied to {@code [H]}
     * @param hidden the state after it {@code [H]}
     * @param predicted a probability for each character {@code [F]}
     * @param loss of this step
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Step(
            Pair pair,
            double[] before,
            double[] sums,
            double[] hidden,
            double[] predicted,
            double loss) {}

    /** Returns how many characters there are, F. */
    public int characters() {
        return weights.input().length;
    }

    /** Returns a state to begin with: H zeros. */
    public double[] start() {
        return new double[weights.hidden().length];
    }

    /** Returns the forward pass: each step of a text, in order, from a hidden state on. */
    public List<Step> forward(double[] start, List<Pair> pairs) {
        Step first = new Step(null, null, null, start, null, 0);
        return Scan.over(pairs, first, (before, pair) -> step(before.hidden(), pair));
    }

    /** Returns the loss of a forward pass: the sum of that of all its predictions. */
    public static double loss(List<Step> steps) {
        return steps.stream().mapToDouble(Step::loss).sum();
    }

    private Step step(double[] before, Pair pair) {
        double[] sums = weights.hiddenBias()[0].clone();
        add(1, weights.input()[pair.read()], sums);
        addProduct(before, weights.hidden(), sums);
        double[] hidden = new double[sums.length];
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = activation.value(sums[i]);
        }
        double[] outputs = weights.outputBias()[0].clone();
        addProduct(hidden, weights.output(), outputs);
        double[] predicted = Softmax.value(outputs);
        return new Step(
                pair, before, sums, hidden, predicted, loss.value(predicted, oneHot(pair.next())));
    }

    /**
     * Returns the gradient of {@link #loss(List)} by each weight: the backward pass through time.
     * The state before the first step is taken as given.
     */
    public RnnWeights backward(List<Step> steps) {
        RnnWeights gradient = RnnWeights.zeros(characters(), start().length);
        // By the sums of the step after this one.
        double[] later = start();
        for (int t = steps.size() - 1; t >= 0; t--) {
            Step step = steps.get(t);
            double[] byOutputs =
                    Softmax.backward(
                            step.predicted(),
                            loss.derivative(step.predicted(), oneHot(step.pair().next())));
            double[] bySums = new double[later.length];
            for (int i = 0; i < bySums.length; i++) {
                double byHidden =
                        dot(byOutputs, weights.output()[i]) + dot(later, weights.hidden()[i]);
                bySums[i] = byHidden * activation.derivative(step.sums()[i]);
            }
            addOuter(step.hidden(), byOutputs, gradient.output());
            add(1, byOutputs, gradient.outputBias()[0]);
            addOuter(step.before(), bySums, gradient.hidden());
            add(1, bySums, gradient.hiddenBias()[0]);
            add(1, bySums, gradient.input()[step.pair().read()]);
            later = bySums;
        }
        return gradient;
    }

    private double[] oneHot(int character) {
        double[] vector = new double[characters()];
        vector[character] = 1;
        return vector;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void add(double factor, double[] x, double[] to) {
        for (int i = 0; i < x.length; i++) {
            to[i] += factor * x[i];
        }
    }

    private static void addProduct(double[] row, double[][] matrix, double[] to) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                add(row[i], matrix[i], to);
            }
        }
    }

    private static void addOuter(double[] column, double[] row, double[][] to) {
        for (int i = 0; i < column.length; i++) {
            if (column[i] != 0) {
                add(column[i], row, to[i]);
            }
        }
    }
}
