package org.tagzoo.zoo.network;

/**
 * The block of MobileNetV3 and EfficientNet: it widens, sees each channel by itself, weighs the
 * channels, and narrows again. Parameters are named as torchvision's.
 *
 * @param activation after all but the last convolution
 * @param squeezed activation of squeeze-and-excitation
 * @param gate what squeeze-and-excitation brings its weights to 0 to 1 with
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
            y = Layers.squeezeExcitation(scope.child(index++), y, squeeze, squeezed, gate);
        }
        return norm(scope.child(index), y, out, 1, 1, 1);
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
