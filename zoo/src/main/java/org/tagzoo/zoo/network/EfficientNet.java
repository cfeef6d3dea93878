package org.tagzoo.zoo.network;

import java.util.List;

/**
 * EfficientNet (arXiv:1905.11946) and EfficientNetV2 (arXiv:2104.00298) as torchvision has them.
 * Its stages are {@code features2} and so on, from the index of their first block.
 *
 * @param name such as {@code efficientnet_b0}
 * @param stem channels of the first convolution
 * @param rows its blocks
 * @param epsilon of batch norm
 */
public record EfficientNet(String name, int stem, List<Row> rows, double epsilon)
        implements Backbone {

    private static final int EMBEDDING = 1280;

    /** Share of the embedding dropped in training. */
    private static final double DROPOUT = 0.2;

    /** The share of images for which the last block would be skipped in training. */
    private static final double STOCHASTIC_DEPTH = 0.2;

    /**
     * Blocks of one width.
     *
     * @param fused whether one convolution widens and sees neighbours, and nothing is squeezed;
     *     otherwise one widens, one sees each channel by itself, and channels are weighed
     * @param expansion how many times as many channels a block has inside
     * @param stride of the first
     */
    public record Row(
            boolean fused, int expansion, int kernel, int stride, int channels, int blocks) {

        /** Returns the same row with another number of blocks. */
        Row withBlocks(int number) {
            return new Row(fused, expansion, kernel, stride, channels, number);
        }
    }

    public EfficientNet {
        rows = List.copyOf(rows);
    }

    /** Returns {@code efficientnet_b0}. */
    public static EfficientNet b0() {
        List<Row> rows =
                List.of(
                        new Row(false, 1, 3, 1, 16, 1),
                        new Row(false, 6, 3, 2, 24, 2),
                        new Row(false, 6, 5, 2, 40, 2),
                        new Row(false, 6, 3, 2, 80, 3),
                        new Row(false, 6, 5, 1, 112, 3),
                        new Row(false, 6, 5, 2, 192, 4),
                        new Row(false, 6, 3, 1, 320, 1));
        return new EfficientNet("efficientnet_b0", 32, rows, BatchNorm.EPSILON);
    }

    /** Returns {@code efficientnet_v2_s}. */
    public static EfficientNet v2Small() {
        List<Row> rows =
                List.of(
                        new Row(true, 1, 3, 1, 24, 2),
                        new Row(true, 4, 3, 2, 48, 4),
                        new Row(true, 4, 3, 2, 64, 4),
                        new Row(false, 4, 3, 2, 128, 6),
                        new Row(false, 6, 3, 1, 160, 9),
                        new Row(false, 6, 3, 2, 256, 15));
        return new EfficientNet("efficientnet_v2_s", 24, rows, 1e-3);
    }

    @Override
    public Value embed(Scope root, Value image) {
        Scope features = root.child("features");
        int all = rows.stream().mapToInt(Row::blocks).sum();
        int index = 0;
        Value x = layers().unit(features.child(0), image, stem, 3, 2, 1);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (i > 0) {
                x.beginStage("features" + (i + 1));
            }
            for (int block = 0; block < row.blocks(); block++) {
                Scope scope = features.child(i + 1).child(block).child("block");
                double dropped = STOCHASTIC_DEPTH * index++ / all;
                x = block(scope, x, row, block == 0 ? row.stride() : 1, dropped);
            }
        }
        int last = rows.size() + 1;
        x.beginStage("features" + last);
        x = layers().unit(features.child(last), x, EMBEDDING, 1, 1, 1);
        return Layers.dropout(Layers.flatten(Layers.adaptiveAvgPool(x, 1)), DROPOUT);
    }

    private InvertedResidual layers() {
        return new InvertedResidual(
                Nonlinearity.SILU,
                Nonlinearity.SILU,
                Nonlinearity.SIGMOID,
                epsilon,
                BatchNorm.MOMENTUM);
    }

    private Value block(Scope scope, Value x, Row row, int stride, double dropped) {
        int in = x.dims().channels();
        int out = row.channels();
        int inside = in * row.expansion();
        Value y =
                row.fused()
                        ? fused(scope, x, row, stride)
                        : layers().branch(scope, x, row.kernel(), stride, inside, out, in / 4);
        boolean isResidual = stride == 1 && in == out;
        return isResidual ? Layers.add(Layers.stochasticDepth(y, dropped), x) : y;
    }

    private Value fused(Scope scope, Value x, Row row, int stride) {
        int inside = x.dims().channels() * row.expansion();
        Value y = layers().unit(scope.child(0), x, inside, row.kernel(), stride, 1);
        boolean narrows = row.expansion() > 1;
        return narrows ? layers().norm(scope.child(1), y, row.channels(), 1, 1, 1) : y;
    }

    @Override
    public String headName() {
        return "classifier.1";
    }
}
