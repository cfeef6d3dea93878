package org.tagzoo.zoo.torchscript;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.ScriptContext;

/**
 * A convolution of bytes with weights of 7 bits, -63 to 63, with a scale for each output channel.
 *
 * <p>Processors without instructions for it add two products of bytes in 16 bits, and cut off what
 * is larger: 2 x 255 x 63 = 32,130 fits into them, products with weights of 8 bits would not. So
 * the sums are the same on all processors.
 *
 * @param relu whether negative results become 0
 * @param index of its weights among those of all such convolutions
 */
record Int8Conv2d(Conv2d convolution, boolean relu, Quantization result, int index) implements Op {

    /** The attribute that holds the weights of all, laid out for the processor. */
    static final String PACKED = "packed";

    private static final int LARGEST = 63;

    /**
     * Weights as bytes.
     *
     * @param values {@code [out, in / groups, kh, kw]}, row by row
     * @param scales of each output channel
     */
    @SuppressWarnings("ArrayRecordComponent") // written at once, and never compared
    record Weights(byte[] values, float[] scales) {}

    /** Returns the weights as bytes: in each channel the largest becomes 63 or -63. */
    Weights weights(ParameterValues given) {
        float[] weights = given.values(convolution.weight());
        float[] scales = new float[channels()];
        byte[] values = new byte[weights.length];
        int perChannel = weights.length / scales.length;
        for (int c = 0; c < scales.length; c++) {
            int first = c * perChannel;
            float largest = 0;
            for (int i = first; i < first + perChannel; i++) {
                largest = Math.max(largest, Math.abs(weights[i]));
            }
            scales[c] = largest > 0 ? largest / LARGEST : 1;
            for (int i = first; i < first + perChannel; i++) {
                long rounded = Math.round(weights[i] / (double) scales[c]);
                values[i] = (byte) Math.max(-LARGEST, Math.min(LARGEST, rounded));
            }
        }
        return new Weights(values, scales);
    }

    /** Returns the bias of each output channel; 0 without one. */
    float[] bias(ParameterValues given) {
        return convolution.bias().map(given::values).orElseGet(() -> new float[channels()]);
    }

    int channels() {
        return convolution.weight().shape().get(0);
    }

    /** Returns the shape of the weights, four numbers. */
    List<Integer> shape() {
        List<Integer> shape = new ArrayList<>(convolution.weight().shape());
        while (shape.size() < 4) {
            shape.add(1);
        }
        return shape;
    }

    /**
     * Returns the expression that lays weights out.
     *
     * @param tensors the expression of a list of tensors
     * @param first place of the weights in it; scales and bias follow
     */
    String packing(String tensors, int first) {
        return "ops.quantized.conv2d_prepack(torch._make_per_channel_quantized_tensor(%1$s[%2$d], %1$s[%3$d], torch.zeros([%4$d], dtype=4), 0), %1$s[%5$d], %6$s, %7$s, %8$s, %9$d)"
                .formatted(
                        tensors,
                        first,
                        first + 1,
                        channels(),
                        first + 2,
                        convolution.kernel().strideScript(),
                        convolution.kernel().paddingScript(),
                        convolution.kernel().dilationScript(),
                        convolution.groups());
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        return convolution.dims(inputs);
    }

    @Override
    public String script(ScriptContext step) {
        return "ops.quantized.conv2d%s(%s, self.%s[%d], %s)"
                .formatted(relu ? "_relu" : "", step.input(0), PACKED, index, result.script());
    }

    @Override
    public List<Parameter> parameters() {
        return convolution.parameters();
    }
}
