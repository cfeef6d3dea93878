package org.tagzoo.zoo.explain;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.zoo.image.NetworkInput;
import org.tagzoo.zoo.torchscript.TorchScriptArchive;

/** The methods of an archive in the engine. No array is left behind by a call. */
final class ArchiveNetwork {

    private final PtSymbolBlock block;
    private final NDManager manager;
    private final NetworkInput input;
    private final boolean hasActivations;

    ArchiveNetwork(Model model, EvaluationTransform transform) {
        Block block = model.getBlock();
        if (!(block instanceof PtSymbolBlock module)) {
            throw new IllegalArgumentException(
                    "Heat maps need a TorchScript module, not a " + block.getClass().getName());
        }
        this.block = module;
        this.manager = model.getNDManager();
        this.input = new NetworkInput(transform);
        this.hasActivations =
                Arrays.asList(JniUtils.getMethodNames(module))
                        .contains(TorchScriptArchive.ACTIVATIONS);
    }

    /**
     * What a network gives for each position of its last map.
     *
     * @param logits {@code [rows, columns, L]}
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Positions(int rows, int columns, float[] logits) {}

    boolean hasActivations() {
        return hasActivations;
    }

    Positions activations(RgbImage seen, int labels) {
        try (NDManager used = manager.newSubManager()) {
            NDArray maps = run(TorchScriptArchive.ACTIVATIONS, List.of(seen), used);
            Shape shape = maps.getShape();
            if (shape.dimension() != 4 || shape.get(0) != 1 || shape.get(3) != labels) {
                throw new IllegalArgumentException(
                        "The network gave maps of %s for %d labels".formatted(shape, labels));
            }
            return new Positions(
                    Math.toIntExact(shape.get(1)),
                    Math.toIntExact(shape.get(2)),
                    maps.toFloatArray());
        }
    }

    float[][] logits(List<RgbImage> seen, int labels) {
        try (NDManager used = manager.newSubManager()) {
            NDArray logits = run("forward", seen, used);
            if (!logits.getShape().equals(new Shape(seen.size(), labels))) {
                throw new IllegalArgumentException(
                        "The network gave logits of %s for %d images and %d labels"
                                .formatted(logits.getShape(), seen.size(), labels));
            }
            float[] values = logits.toFloatArray();
            float[][] rows = new float[seen.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(values, i * labels, (i + 1) * labels);
            }
            return rows;
        }
    }

    private NDArray run(String method, List<RgbImage> seen, NDManager owner) {
        NDArray pixels = input.batch(seen, owner);
        try (IValue argument = IValue.from((PtNDArray) pixels);
                IValue result = IValueUtils.runMethod(block, method, argument)) {
            NDList results = result.toNDList((PtNDManager) owner);
            return results.singletonOrThrow();
        }
    }
}
