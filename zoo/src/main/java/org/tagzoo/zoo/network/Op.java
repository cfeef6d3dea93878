package org.tagzoo.zoo.network;

import java.util.Optional;

/** What one node of a {@link Graph} computes. Named and defined as PyTorch's functions. */
public sealed interface Op {

    /** Pixels as bytes, {@code [N, H, W, 3]}, to normalised floats {@code [N, 3, H, W]}. */
    record Pixels(Normalization normalization) implements Op {}

    /** What a stage begins with, as floats: vectors {@code [N, F]} or maps {@code [N, H, W, C]}. */
    record Features() implements Op {}

    record Conv2d(Parameter weight, Optional<Parameter> bias, int stride, int padding)
            implements Op {}

    /**
     * Batch norm over maps or vectors.
     *
     * @param frozen uses its running statistics in training too, and leaves them as they are
     */
    record BatchNorm(
            Parameter weight, Parameter bias, Parameter mean, Parameter variance, boolean frozen)
            implements Op {}

    record Linear(Parameter weight, Parameter bias) implements Op {}

    record Relu() implements Op {}

    record Add() implements Op {}

    record MaxPool(int kernel, int stride, int padding) implements Op {}

    /** Average pooling to {@code size x size} whatever comes in. */
    record AdaptiveAvgPool(int size) implements Op {}

    record Flatten() implements Op {}

    /** Drops elements in training only. */
    record Dropout(double probability) implements Op {}
}
