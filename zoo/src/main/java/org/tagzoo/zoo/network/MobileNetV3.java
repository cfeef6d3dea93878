package org.tagzoo.zoo.network;

import java.util.List;

/**
 * MobileNetV3 (arXiv:1905.02244) of width 1 as torchvision has it. The embedding is what the last
 * layer gets, after one hidden layer. Its stages are {@code features2} and so on, one a block, and
 * {@code classifier}.
 *
 * @param name such as {@code mobilenet_v3_small}
 * @param blocks in order
 * @param embedding its length
 */
public record MobileNetV3(String name, List<Block> blocks, int embedding) implements Backbone {

    /** Share of the embedding dropped in training. */
    private static final double DROPOUT = 0.2;

    private static final InvertedResidual RELU = of(new Relu(false));
    private static final InvertedResidual HARD_SWISH = of(Nonlinearity.HARD_SWISH);

    /**
     * One block.
     *
     * @param inside how many channels it has inside
     * @param weighs whether channels are weighed by squeeze-and-excitation
     * @param hardSwish whether its activation is hard swish, and not ReLU
     */
    public record Block(
            int kernel, int inside, int channels, boolean weighs, boolean hardSwish, int stride) {}

    public MobileNetV3 {
        blocks = List.copyOf(blocks);
    }

    private static InvertedResidual of(Op activation) {
        return new InvertedResidual(
                activation, new Relu(false), Nonlinearity.HARD_SIGMOID, 1e-3, 0.01);
    }

    /** Returns {@code mobilenet_v3_small}. */
    public static MobileNetV3 small() {
        List<Block> blocks =
                List.of(
                        new Block(3, 16, 16, true, false, 2),
                        new Block(3, 72, 24, false, false, 2),
                        new Block(3, 88, 24, false, false, 1),
                        new Block(5, 96, 40, true, true, 2),
                        new Block(5, 240, 40, true, true, 1),
                        new Block(5, 240, 40, true, true, 1),
                        new Block(5, 120, 48, true, true, 1),
                        new Block(5, 144, 48, true, true, 1),
                        new Block(5, 288, 96, true, true, 2),
                        new Block(5, 576, 96, true, true, 1),
                        new Block(5, 576, 96, true, true, 1));
        return new MobileNetV3("mobilenet_v3_small", blocks, 1024);
    }

    /** Returns {@code mobilenet_v3_large}. */
    public static MobileNetV3 large() {
        List<Block> blocks =
                List.of(
                        new Block(3, 16, 16, false, false, 1),
                        new Block(3, 64, 24, false, false, 2),
                        new Block(3, 72, 24, false, false, 1),
                        new Block(5, 72, 40, true, false, 2),
                        new Block(5, 120, 40, true, false, 1),
                        new Block(5, 120, 40, true, false, 1),
                        new Block(3, 240, 80, false, true, 2),
                        new Block(3, 200, 80, false, true, 1),
                        new Block(3, 184, 80, false, true, 1),
                        new Block(3, 184, 80, false, true, 1),
                        new Block(3, 480, 112, true, true, 1),
                        new Block(3, 672, 112, true, true, 1),
                        new Block(5, 672, 160, true, true, 2),
                        new Block(5, 960, 160, true, true, 1),
                        new Block(5, 960, 160, true, true, 1));
        return new MobileNetV3("mobilenet_v3_large", blocks, 1280);
    }

    @Override
    public Value embed(Scope root, Value image) {
        Scope features = root.child("features");
        int index = 0;
        Value x = HARD_SWISH.unit(features.child(index++), image, 16, 3, 2, 1);
        for (Block block : blocks) {
            if (index > 1) {
                x.beginStage("features" + index);
            }
            x = block(features.child(index++).child("block"), x, block);
        }
        x.beginStage("features" + index);
        x = HARD_SWISH.unit(features.child(index), x, 6 * x.dims().channels(), 1, 1, 1);
        x = Layers.flatten(Layers.adaptiveAvgPool(x, 1)).beginStage("classifier");
        Scope hidden = root.child("classifier").child(0);
        x = Layers.linear(hidden, x, embedding, Init.normal(0.01), Init.constant(0));
        return Layers.dropout(x.then(Nonlinearity.HARD_SWISH), DROPOUT);
    }

    private static Value block(Scope scope, Value x, Block block) {
        int squeeze = block.weighs() ? Layers.channels(block.inside() / 4.0) : 0;
        Value y =
                (block.hardSwish() ? HARD_SWISH : RELU)
                        .branch(
                                scope,
                                x,
                                block.kernel(),
                                block.stride(),
                                block.inside(),
                                block.channels(),
                                squeeze);
        boolean isResidual = block.stride() == 1 && x.dims().channels() == block.channels();
        return isResidual ? Layers.add(y, x) : y;
    }

    @Override
    public String headName() {
        return "classifier.3";
    }
}
