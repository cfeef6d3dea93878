package org.tagzoo.app.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;

/**
 * One network's line. {@link RowJson} says how it stands in files.
 *
 * @param name its folder under {@code rows/}
 * @param network what was trained
 * @param task what it predicts
 * @param status whether there are metrics
 * @param reason why there are none, and how to get them; beside metrics, what to know of them, such
 *     as that training stopped early; {@code null} for nothing
 * @param result its metrics; {@link Result#NONE} unless the status is {@link Status#OK}
 * @param times what it took
 * @param published a published line to compare it with; {@code null} if there is none
 * @param ensemble the rows that this one puts together; {@code null} for a network
 */
@JsonSerialize(converter = RowJson.RowToMap.class)
@JsonDeserialize(using = RowJson.Reader.class)
public record Row(
        String name,
        Network network,
        Task task,
        Status status,
        String reason,
        Result result,
        Times times,
        Published published,
        Ensemble ensemble) {

    /**
     * A network.
     *
     * @param model such as {@code resnet50}
     * @param weights where the pretrained weights come from, such as {@code resnet50.keras}; {@code
     *     null} from scratch
     * @param augmented whether training images were altered at random
     * @param parameters numbers in the whole network, trained or not; {@code null} where it was not
     *     built
     * @param imageSize of the pixels that the network gets; {@code null} for an ensemble, and in
     *     tables written before they told it
     */
    public record Network(
            String model,
            String weights,
            boolean augmented,
            Long parameters,
            ImageSize imageSize) {}

    /**
     * Metrics on test.
     *
     * @param metrics the task's, as far as there are
     * @param low lower end of the 95% bootstrap interval of the first metric; {@code null} if there
     *     is none
     * @param high upper end
     * @param spread the first metric over several training seeds, this row's own among them; {@code
     *     null} if there was one seed only
     * @param folds the metrics of each fold of a cross-validation, whose means {@code metrics} are;
     *     {@code null} if there were no folds
     */
    public record Result(
            Metrics metrics, Double low, Double high, Spread spread, FoldMetrics folds) {

        /** Metrics of one split. */
        public Result(Metrics metrics, Double low, Double high, Spread spread) {
            this(metrics, low, high, spread, null);
        }

        /** No metrics. */
        public static final Result NONE = new Result(Metrics.NONE, null, null, null);

        /** Returns the metrics of one seed. */
        public static Result of(Metrics metrics, Interval interval) {
            return new Result(metrics, interval.low(), interval.high(), null);
        }
    }

    /**
     * Times in seconds; {@code null} where there was nothing to do.
     *
     * @param training embedding not counted
     * @param embedding to compute the embeddings, or what it took when the cache got them
     * @param speed of the network in use; {@code null} where it was not measured
     */
    public record Times(Double training, Double embedding, Speed speed) {

        /** No times. */
        public static final Times NONE = new Times(null, null);

        /** Times of a row whose network's speed was not measured. */
        public Times(Double training, Double embedding) {
            this(training, embedding, null);
        }
    }

    /** Returns a row with the metrics of an evaluation. */
    public static Row of(String name, Network network, TaskEvaluation evaluation, Times times) {
        Result result = Result.of(evaluation.metrics(), evaluation.interval());
        return new Row(
                name, network, evaluation.task(), Status.OK, null, result, times, null, null);
    }

    /** Returns a row without metrics, of a network that was skipped or failed. */
    public static Row without(
            String name, Network network, Task task, Status status, String reason) {
        return new Row(name, network, task, status, reason, Result.NONE, Times.NONE, null, null);
    }

    /** Whether it predicts this of labels, whatever else it predicts. */
    public boolean predicts(Task ofLabels) {
        return task.ofLabels().equals(ofLabels);
    }

    /** Returns the same row with what to know of its metrics; {@code null} for nothing. */
    public Row withReason(String why) {
        return new Row(name, network, task, status, why, result, times, published, ensemble);
    }

    /** Returns the same row with what several training seeds gave. */
    public Row withSpread(Spread spread) {
        return with(new Result(result.metrics, result.low, result.high, spread, result.folds));
    }

    /** Returns the same row with the metrics of each fold. */
    public Row withFolds(FoldMetrics folds) {
        return with(new Result(result.metrics, result.low, result.high, result.spread, folds));
    }

    private Row with(Result other) {
        return new Row(name, network, task, status, reason, other, times, published, ensemble);
    }

    /** Returns the same row with its network's speed. */
    public Row withSpeed(Speed speed) {
        Times whole = new Times(times.training, times.embedding, speed);
        return new Row(name, network, task, status, reason, result, whole, published, ensemble);
    }

    /** Returns the same row with metrics that others printed; {@code null} for none. */
    public Row withPublished(Published others) {
        return new Row(name, network, task, status, reason, result, times, others, ensemble);
    }

    /** Returns the same row as one that puts others together. */
    public Row withEnsemble(Ensemble parts) {
        return new Row(name, network, task, status, reason, result, times, published, parts);
    }

    /** Returns a metric; {@code null} if there is none. */
    public Double metric(Metric metric) {
        return result.metrics.values().get(metric);
    }

    /** Returns the task's first metric; {@code null} if there is none. */
    public Double first() {
        return metric(task.firstMetric());
    }

    /** Returns the metrics of each fold; {@code null} if there were no folds. */
    public FoldMetrics folds() {
        return result.folds;
    }

    /** Returns what several training seeds gave; {@code null} if there was one. */
    public Spread spread() {
        return result.spread;
    }

    /** Where its pretrained weights come from, in words, or what it puts together. */
    String origin() {
        return ensemble != null
                ? ensemble.describe()
                : network.weights == null ? "from scratch" : "weights " + network.weights;
    }

    /** Whether a row has metrics. */
    public enum Status {
        @JsonProperty("ok")
        OK,
        @JsonProperty("skipped")
        SKIPPED,
        @JsonProperty("failed")
        FAILED;

        /** Returns its name in files. */
        String label() {
            return EnumText.of(this);
        }
    }

    /**
     * Metrics that others printed, on their data and split; {@code null} where they did not.
     *
     * @param loss on test
     * @param note how what they did differs, in words
     * @param predicted how often they predicted each label
     */
    public record Published(
            Double f1,
            Double precision,
            Double recall,
            Double ratioOfF1,
            String trainingTime,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double top1,
            @JsonInclude(JsonInclude.Include.NON_NULL) Double loss,
            @JsonInclude(JsonInclude.Include.NON_NULL) String note,
            @JsonInclude(JsonInclude.Include.NON_NULL) Predicted predicted) {

        /**
         * How often labels were predicted.
         *
         * @param of how many images
         * @param labels for how many of them each label was predicted
         */
        public record Predicted(
                int of, @JsonProperty(required = true) Map<String, Integer> labels) {

            public Predicted {
                labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            }
        }

        /** Metrics of tags, without a note. */
        public Published(
                Double f1, Double precision, Double recall, Double ratioOfF1, String time) {
            this(f1, precision, recall, ratioOfF1, time, null, null, null, null);
        }
    }
}
