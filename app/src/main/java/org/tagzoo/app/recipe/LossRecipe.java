package org.tagzoo.app.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
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
        for (JsonSubTypes.Type type : LossRecipe.class.getAnnotation(JsonSubTypes.class).value()) {
            if (type.value() == getClass()) {
                return type.name();
            }
        }
        throw new IllegalStateException("No name for " + getClass());
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
     * Binary cross-entropy, a label at a time.
     *
     * @param posWeight whether positives weigh as much as negatives, label by label
     */
    record BinaryCrossEntropy(@JsonProperty(required = true) boolean posWeight)
            implements LossRecipe {

        @Override
        public ExampleLoss build(double[] weights) {
            return posWeight ? new BinaryCrossEntropyLoss(weights) : new BinaryCrossEntropyLoss();
        }
    }

    /**
     * Asymmetric loss, which looks away from easy negatives (arXiv:2009.14119).
     *
     * @param gammaNegative focusing of negatives, 4 in the paper
     * @param gammaPositive focusing of positives, 1 in the authors' code
     * @param clip probability from which on negatives count, 0.05 in the paper
     */
    record Asymmetric(
            @JsonProperty(required = true) double gammaNegative,
            @JsonProperty(required = true) double gammaPositive,
            @JsonProperty(required = true) double clip)
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
     * Softmax cross-entropy, for corpora in which each image has exactly one label.
     *
     * @param classWeights whether a label counts as much as another however rare it is
     * @param smoothing share of the target that is spread over all labels, 0 to below 1
     */
    record SoftmaxCrossEntropy(
            @JsonProperty(required = true) boolean classWeights,
            @JsonProperty(required = true) double smoothing)
            implements LossRecipe {

        public SoftmaxCrossEntropy {
            Setting.require(
                    "loss.smoothing", smoothing >= 0 && smoothing < 1, "0 to below 1", smoothing);
        }

        @Override
        public Optional<Task> task() {
            return Optional.of(Classes.INSTANCE);
        }

        /** A label's weight is images over positives, posWeight + 1, brought to a mean of 1. */
        @Override
        public ExampleLoss build(double[] weights) {
            double[] labelWeight = Arrays.stream(weights).map(w -> w + 1).toArray();
            double mean = Arrays.stream(labelWeight).average().orElse(1);
            double[] scaled = Arrays.stream(labelWeight).map(w -> w / mean).toArray();
            double[] equal = new double[weights.length];
            Arrays.fill(equal, 1);
            return new SoftmaxCrossEntropyLoss(classWeights ? scaled : equal, smoothing);
        }
    }

    /** A softmax for any number of labels (arXiv:2208.02955). */
    record Zlpr() implements LossRecipe {

        @Override
        public ExampleLoss build(double[] weights) {
            return new ZlprLoss();
        }
    }

    /**
     * The loss that a task has by itself: binary cross-entropy of tags, softmax cross-entropy
     * without weights of classes.
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
            return Stream.of(new BinaryCrossEntropy(posWeight), new SoftmaxCrossEntropy(false, 0))
                    .filter(loss -> loss.task().equals(Optional.of(task)))
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns that of the usual task. */
        @Override
        public ExampleLoss build(double[] weights) {
            return of(Tasks.usual()).build(weights);
        }
    }
}
