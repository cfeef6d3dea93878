package org.tagzoo.zoo.recurrent;

/** What a hidden layer does to each number, and the derivative of it. */
public enum Activation {
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID {
        @Override
        public double value(double x) {
            return 1 / (1 + Math.exp(-x));
        }

        @Override
        public double derivative(double x) {
            double value = value(x);
            return value * (1 - value);
        }
    },
    /** {@code max(0, x)}; its derivative at 0 is 0, as PyTorch's. */
    RELU {
        @Override
        public double value(double x) {
            return Math.max(0, x);
        }

        @Override
        public double derivative(double x) {
            return x > 0 ? 1 : 0;
        }
    };

    public abstract double value(double x);

    public abstract double derivative(double x);
}
