package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.loss.AsymmetricLoss;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.CostMatrixLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss.Divisor;
import org.tagzoo.zoo.loss.ZlprLoss;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;

/** Which loss training makes smaller. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LossRecipe.BinaryCrossEntropy.class, name = "binary-cross-entropy"),
    @JsonSubTypes.Type(value = LossRecipe.Asymmetric.class, name = "asymmetric"),
    @JsonSubTypes.Type(value = LossRecipe.SoftmaxCrossEntropy.class, name = "softmax"),
    @JsonSubTypes.Type(value = LossRecipe.Zlpr.class, name = "zlpr"),
    @JsonSubTypes.Type(value = LossRecipe.CostMatrix.class, name = "cost-matrix"),
    @JsonSubTypes.Type(value = LossRecipe.OfTask.class, name = "default")
})
public sealed interface LossRecipe {

    /** Returns its name in recipes. */
    default String kind() {
        return Arrays.stream(LossRecipe.class.getAnnotation(JsonSubTypes.class).value())
                .filter(type -> type.value() == getClass())
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** Returns the task that this loss is for; empty if it leaves that open. */
    default Optional<Task> task() {
        return Optional.of(Tags.INSTANCE);
    }

    /** Returns the loss with which a task is trained. */
    default LossRecipe of(Task task) {
        return this;
    }

    /**
     * Returns the loss.
     *
     * @param posWeight negatives over positives of each label in the training part
     */
    ExampleLoss build(double[] posWeight);

    /**
     * Returns the loss for a corpus.
     *
     * @param labels of the corpus
     * @param posWeight of each of them
     * @throws IllegalArgumentException if the loss names a label that is none of these
     */
    default ExampleLoss build(List<String> labels, double[] posWeight) {
        return build(posWeight);
    }

    /**
     * A {@link BinaryCrossEntropyLoss}.
     *
     * @param posWeight whether positives weigh as much as negatives, label by label
     * @param smoothing by how much targets are brought together, 0 to below 1; {@code null} is 0
     */
    record BinaryCrossEntropy(
            boolean posWeight, @JsonInclude(JsonInclude.Include.NON_NULL) Double smoothing)
            implements LossRecipe {

        public BinaryCrossEntropy {
            RowRecipe.checkShare("smoothing", or0(smoothing));
        }

        @Override
        public ExampleLoss build(double[] weights) {
            return posWeight
                    ? new BinaryCrossEntropyLoss(weights, or0(smoothing))
                    : new BinaryCrossEntropyLoss(or0(smoothing));
        }
    }

    private static double or0(Double value) {
        return value == null ? 0 : value;
    }

    /** An {@link AsymmetricLoss}. */
    record Asymmetric(double gammaNegative, double gammaPositive, double clip)
            implements LossRecipe {

        @Override
        public ExampleLoss build(double[] weights) {
            return AsymmetricLoss.builder()
                    .optGammaNeg(gammaNegative)
                    .optGammaPos(gammaPositive)
                    .optClip(clip)
                    .build();
        }
    }

    /**
     * A {@link SoftmaxCrossEntropyLoss}.
     *
     * @param classWeights what an image of each class counts; {@code null} is 1 each
     * @param smoothing share of the target that is spread over all labels, 0 to below 1
     * @param divisor {@code weights} or {@code images}: what the sum of weighted losses is divided
     *     by; {@code null} is their weights
     */
    record SoftmaxCrossEntropy(
            ClassWeights classWeights,
            double smoothing,
            @JsonInclude(JsonInclude.Include.NON_NULL) String divisor)
            implements LossRecipe {

        public SoftmaxCrossEntropy {
            classWeights = classWeights == null ? ClassWeights.NONE : classWeights;
            RowRecipe.checkShare("smoothing", smoothing);
            if (divisor != null) {
                EnumText.parse(Divisor.class, "divisor", divisor);
            }
        }

        /** Returns whether the sum of weighted losses is divided by the number of images. */
        boolean isOverImages() {
            return divisor != null
                    && EnumText.parse(Divisor.class, "divisor", divisor) == Divisor.IMAGES;
        }

        /** One that is divided by the weights. */
        public SoftmaxCrossEntropy(ClassWeights classWeights, double smoothing) {
            this(classWeights, smoothing, null);
        }

        @Override
        public Optional<Task> task() {
            return Optional.of(Classes.INSTANCE);
        }

        @Override
        public ExampleLoss build(double[] weights) {
            return new SoftmaxCrossEntropyLoss(
                    classWeights.of(weights),
                    smoothing,
                    isOverImages() ? Divisor.IMAGES : Divisor.WEIGHTS);
        }
    }

    /** A {@link ZlprLoss}. */
    record Zlpr() implements LossRecipe {

        @Override
        public ExampleLoss build(double[] weights) {
            return new ZlprLoss();
        }
    }

    /**
     * A {@link CostMatrixLoss}.
     *
     * @param cost of taking a label for another
     */
    record CostMatrix(LabelCosts cost) implements LossRecipe {

        public CostMatrix {
            Check.that(cost != null, "cost", "given where the loss is cost-matrix", "left out");
        }

        /** Returns one of a single label: which there are is not known here. */
        @Override
        public ExampleLoss build(double[] weights) {
            return new CostMatrixLoss(new double[][] {{1}});
        }

        @Override
        public ExampleLoss build(List<String> labels, double[] weights) {
            return new CostMatrixLoss(cost.matrix(labels));
        }
    }

    /**
     * The loss that a task has by itself, {@link Task#defaultLoss}.
     *
     * @param posWeight of tags: whether positives weigh as much as negatives, label by label;
     *     {@code null} is true
     * @param smoothing of either, 0 to below 1; {@code null} is 0
     */
    record OfTask(Boolean posWeight, @JsonInclude(JsonInclude.Include.NON_NULL) Double smoothing)
            implements LossRecipe {

        public OfTask {
            posWeight = posWeight == null || posWeight;
            RowRecipe.checkShare("smoothing", or0(smoothing));
        }

        @Override
        public Optional<Task> task() {
            return Optional.empty();
        }

        @Override
        public LossRecipe of(Task task) {
            return task.defaultLoss(new double[] {1}) instanceof SoftmaxCrossEntropyLoss
                    ? new SoftmaxCrossEntropy(ClassWeights.NONE, or0(smoothing))
                    : new BinaryCrossEntropy(posWeight, smoothing);
        }

        /** Returns that of the usual task. */
        @Override
        public ExampleLoss build(double[] weights) {
            return of(Tasks.usual()).build(weights);
        }
    }
}
