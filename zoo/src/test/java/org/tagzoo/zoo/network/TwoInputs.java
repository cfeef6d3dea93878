package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/** The network of {@code make_two_inputs.py}. */
public final class TwoInputs {

    public static final int HEIGHT = 96;
    public static final int WIDTH = 160;
    public static final int METADATA = 7;

    public static final Normalization NORMALIZATION =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    private static final Init INIT = Init.normal(0.1);

    private TwoInputs() {}

    /**
     * Returns the network; {@code middle} begins after its first convolution, {@code head} last.
     */
    public static Graph graph() {
        return Graph.trace(
                root -> {
                    Value image = root.image("image", HEIGHT, WIDTH, NORMALIZATION);
                    Value metadata = root.vector("metadata", METADATA);
                    Value stem = conv(root, "stem", image, 16, KernelGeometry.square(3, 2, 1), 1);
                    stem = Layers.relu(norm(root, "stem_bn", stem)).beginStage("middle");
                    KernelGeometry dilated = KernelGeometry.square(3, 1, 2).dilated(2);
                    Value x = norm(root, "grouped_bn", conv(root, "grouped", stem, 16, dilated, 4));
                    x = Layers.relu(Layers.add(x, stem));
                    Value pooled = Layers.avgPool(image, KernelGeometry.square(2, 2, 0));
                    Value first = Layers.relu(Layers.add(point(root, "first", x, 3), pooled));
                    Value second = Layers.relu(Layers.add(pooled, point(root, "second", x, 3)));
                    Value maps = Layers.concatenate(x, first, second).beginStage("head");
                    Value boxes = point(root, "boxes", maps, 4);
                    Value features = Layers.flatten(Layers.adaptiveAvgPool(maps, 1));
                    Value left = linear(root, "left", features);
                    Value right = linear(root, "right", features);
                    root.output(
                            "logits",
                            Layers.concatenate(
                                    Layers.add(left, metadata), Layers.add(metadata, right)));
                    root.output("boxes", boxes);
                });
    }

    private static Value conv(
            Scope root, String name, Value x, int out, KernelGeometry window, int groups) {
        return Layers.conv(root.child(name), x, out, window, groups, INIT, Optional.empty());
    }

    /** A convolution of one pixel, with bias. */
    public static Value point(Scope root, String name, Value x, int out) {
        return Layers.conv(
                root.child(name), x, out, KernelGeometry.square(1, 1, 0), INIT, Optional.of(INIT));
    }

    private static Value norm(Scope root, String name, Value x) {
        return Layers.batchNorm(root.child(name), x, 1e-3, 0.25);
    }

    private static Value linear(Scope root, String name, Value x) {
        return Layers.linear(root.child(name), x, METADATA);
    }

    /** Returns the script's metadata, for some images: {@code [N, 7]}. */
    public static float[] metadata(int images) {
        return FormulaValues.uniform("metadata", images * METADATA, 400);
    }
}
