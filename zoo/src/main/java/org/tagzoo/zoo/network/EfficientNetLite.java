package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * EfficientNet-Lite: EfficientNet (arXiv:1905.11946) without squeeze and excitation and with ReLU6,
 * for processors. Parameters and results are those of timm's {@code tf_efficientnet_lite0} and so
 * on. Its stages are {@code blocks1} to {@code blocks6}, and {@code conv_head}.
 *
 * @param name such as {@code efficientnet_lite0}
 * @param width factor of the channels, of all but the first and the last
 * @param depth factor of the blocks of a row, of all but the first and the last
 * @param dropout share of the embedding dropped in training
 */
public record EfficientNetLite(String name, double width, double depth, double dropout)
        implements Backbone {

    /**
     * Blocks of one width.
     *
     * @param expansion how many times as many channels a block has inside
     * @param stride of the first
     */
    private record Row(int expansion, int kernel, int channels, int blocks, int stride) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row(1, 3, 16, 1, 1),
                    new Row(6, 3, 24, 2, 2),
                    new Row(6, 5, 40, 2, 2),
                    new Row(6, 3, 80, 3, 2),
                    new Row(6, 5, 112, 3, 1),
                    new Row(6, 5, 192, 4, 2),
                    new Row(6, 3, 320, 1, 1));

    private static final int STEM = 32;
    private static final int EMBEDDING = 1280;

    private static final double EPSILON = 1e-3;

    @Override
    public Value embed(Scope root, Value image) {
        Value x = conv(root.child("conv_stem"), image, STEM, 3, 2, 1);
        x = norm(root.child("bn1"), x).then(new Relu(true));
        for (int i = 0; i < ROWS.size(); i++) {
            Row row = ROWS.get(i);
            boolean isOuter = i == 0 || i == ROWS.size() - 1;
            int blocks = isOuter ? row.blocks() : (int) Math.ceil(row.blocks() * depth);
            if (i > 0) {
                x.beginStage("blocks" + i);
            }
            for (int block = 0; block < blocks; block++) {
                Scope scope = root.child("blocks").child(i).child(block);
                x = block(scope, x, row, block == 0 ? row.stride() : 1);
            }
        }
        x = conv(root.child("conv_head"), x.beginStage("conv_head"), EMBEDDING, 1, 1, 1);
        x = norm(root.child("bn2"), x).then(new Relu(true));
        return Layers.dropout(Layers.flatten(Layers.adaptiveAvgPool(x, 1)), dropout);
    }

    /** Widens, sees each channel by itself, and narrows; without widening the names differ. */
    private Value block(Scope scope, Value x, Row row, int stride) {
        int in = x.dims().channels();
        int inside = in * row.expansion();
        boolean widens = row.expansion() > 1;
        int norms = 1;
        Value y = x;
        if (widens) {
            y = conv(scope.child("conv_pw"), y, inside, 1, 1, 1);
            y = norm(scope.child("bn" + norms++), y).then(new Relu(true));
        }
        y = conv(scope.child("conv_dw"), y, inside, row.kernel(), stride, inside);
        y = norm(scope.child("bn" + norms++), y).then(new Relu(true));
        y = conv(scope.child(widens ? "conv_pwl" : "conv_pw"), y, channels(row), 1, 1, 1);
        y = norm(scope.child("bn" + norms), y);
        return stride == 1 && in == channels(row) ? Layers.add(y, x) : y;
    }

    private int channels(Row row) {
        return Layers.channels(row.channels() * width);
    }

    private static Value conv(Scope scope, Value x, int out, int kernel, int stride, int groups) {
        boolean isPadded = stride > 1;
        Value padded = isPadded ? x.then(new SamePadding(kernel, stride)) : x;
        return Layers.conv(
                scope,
                padded,
                out,
                KernelGeometry.square(kernel, stride, isPadded ? 0 : kernel / 2),
                groups,
                Layers.heFanOut(out / groups, kernel),
                Optional.empty());
    }

    private static Value norm(Scope scope, Value x) {
        return Layers.batchNorm(scope, x, EPSILON);
    }

    @Override
    public String headName() {
        return "classifier";
    }
}
