package org.tagzoo.zoo.network;

import java.util.Optional;

/**
 * The block of MobileNetV3 and EfficientNet: it widens, sees each channel by itself, weighs the
 * channels, and narrows again. Parameters are named as torchvision's.
 *
 * @param activation after all but the last convolution
 * @param squeezed activation between the convolutions of squeeze-and-excitation
 * @param gate what brings the weights of squeeze-and-excitation to 0 to 1
 * @param epsilon of batch norm
 * @param momentum of batch norm
 */
record InvertedResidual(Op activation, Op squeezed, Op gate, double epsilon, double momentum) {

    /**
     * Builds the branch that is added to {@code x}, where that is done.
     *
     * @param inside channels between widening and narrowing
     * @param squeeze channels of squeeze-and-excitation; 0 for none
     */
    Value branch(Scope scope, Value x, int kernel, int stride, int inside, int out, int squeeze) {
        int index = 0;
        Value y = x;
        if (inside != x.dims().channels()) {
            y = unit(scope.child(index++), y, inside, 1, 1, 1);
        }
        y = unit(scope.child(index++), y, inside, kernel, stride, inside);
        if (squeeze > 0) {
            y = weigh(scope.child(index++), y, squeeze);
        }
        return norm(scope.child(index), y, out, 1, 1, 1);
    }

    /**
     * Squeeze-and-excitation (arXiv:1709.01507): weighs each channel of a map by what two
     * convolutions make of the means of all.
     *
     * @param squeeze channels between the two
     */
    Value weigh(Scope scope, Value x, int squeeze) {
        Value y = biased(scope.child("fc1"), Layers.adaptiveAvgPool(x, 1), squeeze);
        y = biased(scope.child("fc2"), y.then(squeezed), x.dims().channels());
        return x.then(new Multiply(), y.then(gate));
    }

    private static Value biased(Scope scope, Value x, int out) {
        Optional<Init> bias = Optional.of(Init.constant(0));
        return Layers.conv(scope, x, out, 1, 1, 0, Layers.heFanOut(out, 1), bias);
    }

    /** A convolution, batch norm and activation. */
    Value unit(Scope scope, Value x, int out, int kernel, int stride, int groups) {
        return norm(scope, x, out, kernel, stride, groups).then(activation);
    }

    /** A convolution and batch norm. */
    Value norm(Scope scope, Value x, int out, int kernel, int stride, int groups) {
        Value y = Layers.conv(scope.child(0), x, out, kernel, stride, groups);
        return Layers.batchNorm(scope.child(1), y, epsilon, momentum);
    }
}
