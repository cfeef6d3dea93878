package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.Optional;
import org.tagzoo.zoo.loss.AsymmetricLoss;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss;
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
     * A {@link BinaryCrossEntropyLoss}.
     *
     * @param posWeight whether positives weigh as much as negatives, label by label
     */
    record BinaryCrossEntropy(boolean posWeight) implements LossRecipe {

        @Override
        public ExampleLoss build(double[] weights) {
            return posWeight ? new BinaryCrossEntropyLoss(weights) : new BinaryCrossEntropyLoss();
        }
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
     * @param classWeights whether a label counts as much as another however rare it is
     * @param smoothing share of the target that is spread over all labels, 0 to below 1
     */
    record SoftmaxCrossEntropy(boolean classWeights, double smoothing) implements LossRecipe {

        public SoftmaxCrossEntropy {
            RowRecipe.checkShare("smoothing", smoothing);
        }

        @Override
        public Optional<Task> task() {
            return Optional.of(Classes.INSTANCE);
        }

        /** A label's weight is images over positives, posWeight + 1, brought to a mean of 1. */
        @Override
        public ExampleLoss build(double[] weights) {
            double mean = Arrays.stream(weights).map(w -> w + 1).average().orElse(1);
            return new SoftmaxCrossEntropyLoss(
                    Arrays.stream(weights).map(w -> classWeights ? (w + 1) / mean : 1).toArray(),
                    smoothing);
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
     * The loss that a task has by itself, {@link Task#defaultLoss}.
     *
     * @param posWeight of tags: whether positives weigh as much as negatives, label by label;
     *     {@code null} is true
     */
    record OfTask(Boolean posWeight) implements LossRecipe {

        public OfTask {
            posWeight = posWeight == null || posWeight;
        }

        @Override
        public Optional<Task> task() {
            return Optional.empty();
        }

        @Override
        public LossRecipe of(Task task) {
            return task.defaultLoss(new double[] {1}) instanceof SoftmaxCrossEntropyLoss
                    ? new SoftmaxCrossEntropy(false, 0)
                    : new BinaryCrossEntropy(posWeight);
        }

        /** Returns that of the usual task. */
        @Override
        public ExampleLoss build(double[] weights) {
            return of(Tasks.usual()).build(weights);
        }
    }
}
