package org.tagzoo.zoo.network;

/**
 * A small block of convolutions of several sizes side by side, as a lesson of 2017 built it, which
 * halves a map and gives 128 channels: 1x1 of 32 filters; 1x1 of 24, then 5x5 of 32; 1x1 of 32,
 * then 3x3 of 48 twice; the mean of 3x3 places, padding counted as zeros, then 1x1 of 16. Each
 * convolution is followed by ReLU and batch norm.
 */
final class InceptionBlock {

    private InceptionBlock() {}

    static Value of(Scope scope, Value x) {
        Value first = conv(scope.child("branch1x1"), x, 32, 1, 2);
        Value second = conv(scope.child("branch5x5_1"), x, 24, 1, 1);
        second = conv(scope.child("branch5x5_2"), second, 32, 5, 2);
        Value third = conv(scope.child("branch3x3_1"), x, 32, 1, 1);
        third = conv(scope.child("branch3x3_2"), third, 48, 3, 1);
        third = conv(scope.child("branch3x3_3"), third, 48, 3, 2);
        Value fourth = Layers.avgPool(x, KernelGeometry.square(3, 2, 1));
        fourth = conv(scope.child("branch_pool"), fourth, 16, 1, 1);
        return Layers.concatenate(first, second, third, fourth);
    }

    private static Value conv(Scope scope, Value x, int out, int kernel, int stride) {
        KernelGeometry geometry = KernelGeometry.square(kernel, stride, kernel / 2);
        Value y = Layers.conv(scope.child("conv"), x, out, geometry);
        return Layers.batchNorm(scope.child("bn"), Layers.relu(y));
    }
}
