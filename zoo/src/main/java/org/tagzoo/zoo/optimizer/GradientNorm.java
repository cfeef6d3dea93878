package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.tagzoo.datasets.check.Check;

/**
 * The norm of all gradients together, and a bound on it. Equal to PyTorch's {@code
 * clip_grad_norm_}, but that gradients without a finite norm stay as they are.
 */
public final class GradientNorm {

    private static final int[] NO_AXES = {};

    private GradientNorm() {}

    /**
     * Scales the gradients of weights in place so that their norm, as if they were one vector, is
     * at most {@code maxNorm}: all of them by {@code maxNorm / (norm + 1e-6)} where that is below
     * 1. DJL's own {@code clipGrad} clamps single values, and from above only.
     *
     * @param weights all of one type, float32 or float64; those without a gradient are left out
     * @param maxNorm above 0 and finite
     * @return the norm before; 0 if there is no gradient. If it is not finite, which the caller
     *     must look at, no gradient was changed
     * @throws IllegalArgumentException if {@code maxNorm} is out of its range or types are mixed
     */
    public static double clip(Collection<NDArray> weights, double maxNorm) {
        Check.above0("maxNorm", maxNorm);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<PtNDArray> gradients =
                    weights.stream()
                            .filter(NDArray::hasGradient)
                            .map(weight -> JniUtils.getGradient((PtNDArray) weight))
                            .filter(Objects::nonNull)
                            .toList();
            if (gradients.isEmpty()) {
                return 0;
            }
            List<DataType> types = gradients.stream().map(NDArray::getDataType).distinct().toList();
            if (types.size() > 1) {
                throw new IllegalArgumentException(
                        "Gradients must all be of one type to be clipped together, but are "
                                + types);
            }
            double norm = norm(gradients);
            double scale = scale(norm, maxNorm, types.get(0));
            if (scale < 1) {
                NDManager manager = gradients.get(0).getManager();
                NDArray factor = manager.create(scale).toType(types.get(0), false);
                gradients.forEach(gradient -> gradient.muli(factor));
            }
            return norm;
        }
    }

    private static double norm(List<PtNDArray> gradients) {
        NDList norms = new NDList();
        for (PtNDArray gradient : gradients) {
            norms.add(JniUtils.norm(gradient, 2, NO_AXES, false));
        }
        NDArray all = NDArrays.stack(norms);
        return JniUtils.norm((PtNDArray) all, 2, NO_AXES, false)
                .toType(DataType.FLOAT64, false)
                .getDouble();
    }

    /** In the arithmetic of the gradients' type, as PyTorch computes it. */
    private static double scale(double norm, double maxNorm, DataType type) {
        if (!Double.isFinite(norm)) {
            return 1;
        }
        return type == DataType.FLOAT32
                ? 1 / ((float) norm + 1e-6f) * (float) maxNorm
                : 1 / (norm + 1e-6) * maxNorm;
    }
}
