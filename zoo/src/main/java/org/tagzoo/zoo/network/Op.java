package org.tagzoo.zoo.network;

import java.util.Optional;

/** What one node of a {@link Graph} computes. Named and defined as PyTorch's functions. */
public sealed interface Op {

    /** Pixels as bytes, {@code [N, H, W, 3]}, to normalised floats {@code [N, 3, H, W]}. */
    record Pixels(Normalization normalization) implements Op {}

    /** What a stage begins with, as floats: vectors {@code [N, F]} or maps {@code [N, H, W, C]}. */
    record Features() implements Op {}

    record Conv2d(Parameter weight, Optional<Parameter> bias, Window window) implements Op {}

    /**
     * A convolution, plus its second input if it has one, and ReLU, in one step that may write over
     * that second input. Of networks for use alone.
     */
    record FusedConv2d(Conv2d convolution, boolean relu) implements Op {}

    /**
     * Batch norm over maps or vectors.
     *
     * @param epsilon added to the variance
     * @param frozen uses its running statistics in training too, and leaves them as they are
     */
    record BatchNorm(
            Parameter weight,
            Parameter bias,
            Parameter mean,
            Parameter variance,
            double epsilon,
            boolean frozen)
            implements Op {

        @Override
        public Op inUse() {
            return new BatchNorm(weight, bias, mean, variance, epsilon, true);
        }
    }

    record Linear(Parameter weight, Parameter bias) implements Op {}

    record Relu() implements Op {}

    record Add() implements Op {}

    /** Its inputs one after the other along channels, or along the features of vectors. */
    record Concatenate() implements Op {}

    record MaxPool(Window window) implements Op {}

    /** Mean of the elements under the window, padding counted as zeros. */
    record AvgPool(Window window) implements Op {}

    /** Average pooling to {@code size x size} whatever comes in. */
    record AdaptiveAvgPool(int size) implements Op {}

    record Flatten() implements Op {}

    /** Drops elements in training only. */
    record Dropout(double probability) implements Op {

        @Override
        public Op inUse() {
            return new Dropout(0);
        }
    }

    /** Returns what computes in training what this computes in use. */
    default Op inUse() {
        return this;
    }
}
