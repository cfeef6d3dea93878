package org.tagzoo.zoo.network;

import java.util.List;

/**
 * MobileNetV2 (arXiv:1801.04381) of width 1 as torchvision has it: blocks that widen, see each
 * channel by itself, and narrow again. Its stages are {@code features2} and so on, from the index
 * of their first block.
 *
 * @param name such as {@code mobilenet_v2}
 * @param dropout share of the embedding dropped in training; 0.2 in torchvision
 */
public record MobileNetV2(String name, double dropout) implements Backbone {

    /**
     * Blocks of one width.
     *
     * @param expansion how many times as many channels a block has inside
     * @param stride of the first
     */
    private record Row(int expansion, int channels, int blocks, int stride) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row(1, 16, 1, 1),
                    new Row(6, 24, 2, 2),
                    new Row(6, 32, 3, 2),
                    new Row(6, 64, 4, 2),
                    new Row(6, 96, 3, 1),
                    new Row(6, 160, 3, 2),
                    new Row(6, 320, 1, 1));

    private static final int EMBEDDING = 1280;

    @Override
    public Value embed(Scope root, Value image) {
        Scope features = root.child("features");
        Value x = unit(features.child(0), image, 32, 3, 2, 1);
        int index = 1;
        for (Row row : ROWS) {
            if (index > 1) {
                x.beginStage("features" + index);
            }
            for (int block = 0; block < row.blocks(); block++) {
                Scope scope = features.child(index++).child("conv");
                x = block(scope, x, row, block == 0 ? row.stride() : 1);
            }
        }
        x = unit(features.child(index), x.beginStage("features" + index), EMBEDDING, 1, 1, 1);
        return Layers.dropout(Layers.flatten(Layers.adaptiveAvgPool(x, 1)), dropout);
    }

    private static Value block(Scope scope, Value x, Row row, int stride) {
        int in = x.dims().channels();
        int inside = in * row.expansion();
        int index = 0;
        Value y = x;
        if (row.expansion() > 1) {
            y = unit(scope.child(index++), y, inside, 1, 1, 1);
        }
        y = unit(scope.child(index++), y, inside, 3, stride, inside);
        y = Layers.conv(scope.child(index++), y, row.channels(), 1, 1, 1);
        y = Layers.batchNorm(scope.child(index), y);
        return stride == 1 && in == row.channels() ? Layers.add(x, y) : y;
    }

    private static Value unit(Scope scope, Value x, int out, int kernel, int stride, int groups) {
        Value y = Layers.conv(scope.child(0), x, out, kernel, stride, groups);
        return Layers.batchNorm(scope.child(1), y).then(new Relu(true));
    }

    @Override
    public String headName() {
        return "classifier.1";
    }
}
