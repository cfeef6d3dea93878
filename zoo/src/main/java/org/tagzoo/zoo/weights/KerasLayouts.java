package org.tagzoo.zoo.weights;

import java.nio.FloatBuffer;

/** Tensors as Keras lays them out, in PyTorch's layout. */
final class KerasLayouts {

    private KerasLayouts() {}

    /**
     * Returns a kernel {@code [kh, kw, in, out]} as {@code [out, in, kh, kw]}.
     *
     * @param swapChannels whether the input's channels come in the opposite order, as RGB for BGR
     */
    static float[] kernel(FloatBuffer from, long[] shape, boolean swapChannels) {
        int area = (int) (shape[0] * shape[1]);
        int in = (int) shape[2];
        int out = (int) shape[3];
        float[] to = new float[from.remaining()];
        for (int place = 0; place < area; place++) {
            for (int i = 0; i < in; i++) {
                int source = swapChannels ? in - 1 - i : i;
                for (int o = 0; o < out; o++) {
                    to[(o * in + i) * area + place] = from.get((place * in + source) * out + o);
                }
            }
        }
        return to;
    }

    /**
     * Returns a dense layer {@code [in, out]} as {@code [out, in]}.
     *
     * @param channels of the map that it takes flattened, channels last in Keras and first in
     *     PyTorch; the number of inputs where it takes a vector
     */
    static FloatBuffer dense(FloatBuffer from, long[] shape, int channels) {
        int in = (int) shape[0];
        int out = (int) shape[1];
        int area = in / channels;
        float[] to = new float[in * out];
        for (int i = 0; i < in; i++) {
            int target = i % channels * area + i / channels;
            for (int o = 0; o < out; o++) {
                to[o * in + target] = from.get(i * out + o);
            }
        }
        return FloatBuffer.wrap(to);
    }
}
