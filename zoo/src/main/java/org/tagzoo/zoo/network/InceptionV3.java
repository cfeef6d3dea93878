package org.tagzoo.zoo.network;

import static org.tagzoo.zoo.network.Layers.concatenate;

import java.util.Optional;

/**
 * Inception v3 (arXiv:1512.00567) as torchvision has it. It was made for images of 299 x 299.
 *
 * <p>torchvision's second classifier, {@code AuxLogits}, is left out: it is computed in training
 * only, to help a network that starts from nothing. An exported {@code state_dict} therefore fits
 * torchvision's {@code inception_v3(aux_logits=False)}.
 *
 * <p>torchvision's {@code transform_input}, which its published weights ask for, brings pixels to
 * -1 to 1: here that is a {@link Normalization} with mean and deviation 127.5.
 *
 * @param name such as {@code inception_v3}
 * @param dropout share of the embedding dropped in training; 0.5 in torchvision
 */
public record InceptionV3(String name, double dropout) implements Backbone {

    private static final int SMALLEST = 75;

    /** torchvision's, where its other networks have 1e-5. */
    private static final double EPSILON = 0.001;

    private static final KernelGeometry POINT = KernelGeometry.centered(1, 1);
    private static final KernelGeometry ROW_OF_3 = KernelGeometry.centered(1, 3);
    private static final KernelGeometry COLUMN_OF_3 = KernelGeometry.centered(3, 1);
    private static final KernelGeometry SQUARE_OF_3 = KernelGeometry.centered(3, 3);
    private static final KernelGeometry SQUARE_OF_5 = KernelGeometry.centered(5, 5);
    private static final KernelGeometry ROW_OF_7 = KernelGeometry.centered(1, 7);
    private static final KernelGeometry COLUMN_OF_7 = KernelGeometry.centered(7, 1);

    /** A kernel inside the map that halves it. */
    private static final KernelGeometry HALVING = KernelGeometry.square(3, 2, 0);

    @Override
    public boolean kerasScales() {
        return false;
    }

    @Override
    public Value embed(Scope root, Value image) {
        Dims dims = image.dims();
        if (dims.height() < SMALLEST || dims.width() < SMALLEST) {
            throw new IllegalArgumentException(
                    "%s takes images of %d x %d pixels or more, not %d x %d"
                            .formatted(name, SMALLEST, SMALLEST, dims.height(), dims.width()));
        }
        Value x = unit(root, "Conv2d_1a_3x3", image, 32, HALVING);
        x = unit(root, "Conv2d_2a_3x3", x, 32, KernelGeometry.square(3, 1, 0));
        x = unit(root, "Conv2d_2b_3x3", x, 64, SQUARE_OF_3);
        x = Layers.maxPool(x, HALVING);
        x = unit(root, "Conv2d_3b_1x1", x, 80, POINT);
        x = unit(root, "Conv2d_4a_3x3", x, 192, KernelGeometry.square(3, 1, 0));
        x = Layers.maxPool(x, HALVING);
        x = fine(root.child("Mixed_5b"), x.beginStage("Mixed_5b"), 32);
        x = fine(root.child("Mixed_5c"), x.beginStage("Mixed_5c"), 64);
        x = fine(root.child("Mixed_5d"), x.beginStage("Mixed_5d"), 64);
        x = fineToMiddle(root.child("Mixed_6a"), x.beginStage("Mixed_6a"));
        x = middle(root.child("Mixed_6b"), x.beginStage("Mixed_6b"), 128);
        x = middle(root.child("Mixed_6c"), x.beginStage("Mixed_6c"), 160);
        x = middle(root.child("Mixed_6d"), x.beginStage("Mixed_6d"), 160);
        x = middle(root.child("Mixed_6e"), x.beginStage("Mixed_6e"), 192);
        x = middleToCoarse(root.child("Mixed_7a"), x.beginStage("Mixed_7a"));
        x = coarse(root.child("Mixed_7b"), x.beginStage("Mixed_7b"));
        x = coarse(root.child("Mixed_7c"), x.beginStage("Mixed_7c"));
        return Layers.dropout(Layers.flatten(Layers.adaptiveAvgPool(x, 1)), dropout);
    }

    /** torchvision's InceptionA: on maps of 35 x 35, where images are 299 x 299. */
    private static Value fine(Scope block, Value x, int pooled) {
        Value one = unit(block, "branch1x1", x, 64, POINT);
        Value five = unit(block, "branch5x5_1", x, 48, POINT);
        five = unit(block, "branch5x5_2", five, 64, SQUARE_OF_5);
        Value three = unit(block, "branch3x3dbl_1", x, 64, POINT);
        three = unit(block, "branch3x3dbl_2", three, 96, SQUARE_OF_3);
        three = unit(block, "branch3x3dbl_3", three, 96, SQUARE_OF_3);
        return concatenate(one, five, three, pooled(block, x, pooled));
    }

    /** InceptionB: from 35 x 35 to 17 x 17. */
    private static Value fineToMiddle(Scope block, Value x) {
        Value three = unit(block, "branch3x3", x, 384, HALVING);
        Value twice = unit(block, "branch3x3dbl_1", x, 64, POINT);
        twice = unit(block, "branch3x3dbl_2", twice, 96, SQUARE_OF_3);
        twice = unit(block, "branch3x3dbl_3", twice, 96, HALVING);
        return concatenate(three, twice, Layers.maxPool(x, HALVING));
    }

    /** InceptionC: 17 x 17; a square of 7 is a row of 7 and a column of 7. */
    private static Value middle(Scope block, Value x, int width) {
        Value one = unit(block, "branch1x1", x, 192, POINT);
        Value seven = unit(block, "branch7x7_1", x, width, POINT);
        seven = unit(block, "branch7x7_2", seven, width, ROW_OF_7);
        seven = unit(block, "branch7x7_3", seven, 192, COLUMN_OF_7);
        Value twice = unit(block, "branch7x7dbl_1", x, width, POINT);
        twice = unit(block, "branch7x7dbl_2", twice, width, COLUMN_OF_7);
        twice = unit(block, "branch7x7dbl_3", twice, width, ROW_OF_7);
        twice = unit(block, "branch7x7dbl_4", twice, width, COLUMN_OF_7);
        twice = unit(block, "branch7x7dbl_5", twice, 192, ROW_OF_7);
        return concatenate(one, seven, twice, pooled(block, x, 192));
    }

    /** InceptionD: from 17 x 17 to 8 x 8. */
    private static Value middleToCoarse(Scope block, Value x) {
        Value three = unit(block, "branch3x3_1", x, 192, POINT);
        three = unit(block, "branch3x3_2", three, 320, HALVING);
        Value seven = unit(block, "branch7x7x3_1", x, 192, POINT);
        seven = unit(block, "branch7x7x3_2", seven, 192, ROW_OF_7);
        seven = unit(block, "branch7x7x3_3", seven, 192, COLUMN_OF_7);
        seven = unit(block, "branch7x7x3_4", seven, 192, HALVING);
        return concatenate(three, seven, Layers.maxPool(x, HALVING));
    }

    /** InceptionE: 8 x 8; rows and columns of 3 side by side. */
    private static Value coarse(Scope block, Value x) {
        Value one = unit(block, "branch1x1", x, 320, POINT);
        Value three = unit(block, "branch3x3_1", x, 384, POINT);
        three = crossed(block, "branch3x3_2", three);
        Value twice = unit(block, "branch3x3dbl_1", x, 448, POINT);
        twice = unit(block, "branch3x3dbl_2", twice, 384, SQUARE_OF_3);
        twice = crossed(block, "branch3x3dbl_3", twice);
        return concatenate(one, three, twice, pooled(block, x, 192));
    }

    private static Value crossed(Scope block, String unit, Value x) {
        return concatenate(
                unit(block, unit + "a", x, 384, ROW_OF_3),
                unit(block, unit + "b", x, 384, COLUMN_OF_3));
    }

    private static Value pooled(Scope block, Value x, int out) {
        return unit(block, "branch_pool", Layers.avgPool(x, SQUARE_OF_3), out, POINT);
    }

    private static Value unit(Scope parent, String name, Value x, int out, KernelGeometry kernel) {
        Scope unit = parent.child(name);
        // torchvision cuts this distribution off at -2 and 2, 20 deviations away: never reached.
        Init init = Init.normal(0.1);
        Value y = Layers.conv(unit.child("conv"), x, out, kernel, init, Optional.empty());
        return Layers.relu(Layers.batchNorm(unit.child("bn"), y, EPSILON));
    }

    @Override
    public boolean leavesOut(String tensor) {
        return tensor.startsWith("AuxLogits.");
    }
}
