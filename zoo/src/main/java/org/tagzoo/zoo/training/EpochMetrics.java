package org.tagzoo.zoo.training;

import ai.djl.training.Trainer;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.task.Tasks;

/**
 * What one epoch came to. As JSON a metric's name has its part before it: {@code trainF1}, {@code
 * validationMacroF1}.
 *
 * @param epoch from 1
 * @param trainLoss mean over the epoch's examples, each as the network was when its batch came
 * @param validationLoss mean over the validation part after the epoch
 * @param train metrics of the training part, each example as the network was when its batch came
 * @param validation metrics of the validation part after the epoch
 * @param seconds time of the epoch, validation included
 */
public record EpochMetrics(
        int epoch,
        double trainLoss,
        double validationLoss,
        @JsonIgnore Metrics train,
        @JsonIgnore Metrics validation,
        double seconds) {

    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";

    /** What evaluators are called that measure it. */
    private static final Map<String, Metric> EVALUATORS =
            Map.of(
                    "microF1", Metric.MICRO_F1,
                    "macroF1", Metric.MACRO_F1,
                    "mAP", Metric.MEAN_AVERAGE_PRECISION,
                    "top1", Metric.TOP_1,
                    "top5", Metric.TOP_5);

    @JsonCreator
    static EpochMetrics of(
            @JsonProperty("epoch") int epoch,
            @JsonProperty("trainLoss") double trainLoss,
            @JsonProperty("validationLoss") double validationLoss,
            @JsonProperty("seconds") double seconds,
            @JsonAnySetter Map<String, Double> metrics) {
        return new EpochMetrics(
                epoch,
                trainLoss,
                validationLoss,
                ofPart(TRAIN, metrics),
                ofPart(VALIDATION, metrics),
                seconds);
    }

    private static Metrics ofPart(String part, Map<String, Double> metrics) {
        Map<Metric, Double> values = new LinkedHashMap<>();
        Stream.concat(
                        Tasks.ALL.stream().flatMap(task -> task.epochMetrics().stream()),
                        Tasks.ALL.stream().flatMap(task -> task.epochMetricsBeside().stream()))
                .distinct()
                .filter(metric -> metrics.get(key(part, metric)) != null)
                .forEach(metric -> values.put(metric, metrics.get(key(part, metric))));
        return new Metrics(values);
    }

    @JsonAnyGetter
    Map<String, Double> byName() {
        Map<String, Double> names = new LinkedHashMap<>();
        train.values().forEach((metric, value) -> names.put(key(TRAIN, metric), value));
        validation.values().forEach((metric, value) -> names.put(key(VALIDATION, metric), value));
        return names;
    }

    private static String key(String part, Metric metric) {
        // The one name that files had in full before metrics had names.
        boolean isMap = metric.equals(Metric.MEAN_AVERAGE_PRECISION);
        return part + StringUtils.capitalize(isMap ? "meanAveragePrecision" : metric.key());
    }

    /** Returns the same epoch, counted after so many others. */
    public EpochMetrics numbered(int before) {
        return new EpochMetrics(
                before + epoch, trainLoss, validationLoss, train, validation, seconds);
    }

    /**
     * Returns what DJL's own listeners know of the latest epoch of any trainer: losses, and those
     * metrics that evaluators of TagZoo's names measure.
     *
     * @param epoch its number, from 1
     */
    static EpochMetrics latestOf(Trainer trainer, int epoch) {
        ai.djl.training.TrainingResult result = trainer.getTrainingResult();
        Map<Metric, Double> train = new LinkedHashMap<>();
        Map<Metric, Double> validation = new LinkedHashMap<>();
        EVALUATORS.forEach(
                (name, metric) -> {
                    put(train, metric, result.getTrainEvaluation(name));
                    put(validation, metric, result.getValidateEvaluation(name));
                });
        return new EpochMetrics(
                epoch,
                orNan(result.getTrainLoss()),
                orNan(result.getValidateLoss()),
                new Metrics(train),
                new Metrics(validation),
                0);
    }

    private static void put(Map<Metric, Double> metrics, Metric metric, Float value) {
        if (value != null) {
            metrics.put(metric, value.doubleValue());
        }
    }

    /** Returns the epoch as DJL's listeners read it, under evaluators' names. */
    ai.djl.training.TrainingResult asResult() {
        Map<String, Float> evaluations = new LinkedHashMap<>();
        evaluations.put("train_loss", (float) trainLoss);
        evaluations.put("validate_loss", (float) validationLoss);
        EVALUATORS.forEach(
                (name, metric) -> {
                    evaluations.put("train_" + name, asFloat(train.values().get(metric)));
                    evaluations.put("validate_" + name, asFloat(validation.values().get(metric)));
                });
        evaluations.values().removeIf(Objects::isNull);
        ai.djl.training.TrainingResult result = new ai.djl.training.TrainingResult();
        result.setEpoch(epoch);
        result.setEvaluations(evaluations);
        return result;
    }

    private static Float asFloat(Double value) {
        return value == null ? null : value.floatValue();
    }

    private static double orNan(Float loss) {
        return loss == null ? Double.NaN : loss;
    }
}
