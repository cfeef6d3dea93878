package org.tagzoo.zoo.training;

/**
 * What one epoch came to. F1 is at the threshold that the trainer was given for this.
 *
 * @param epoch from 1
 * @param trainLoss mean over the epoch's examples, each as the network was when its batch came
 * @param validationLoss mean over the validation part after the epoch
 * @param trainF1 micro F1 of the training part, each example as the network was when its batch came
 * @param validationF1 micro F1 of the validation part after the epoch
 * @param validationMacroF1 mean of the labels' F1 after the epoch
 * @param validationMeanAveragePrecision mean over labels with support, after the epoch
 * @param seconds time of the epoch, validation included
 */
public record EpochMetrics(
        int epoch,
        double trainLoss,
        double validationLoss,
        double trainF1,
        double validationF1,
        double validationMacroF1,
        double validationMeanAveragePrecision,
        double seconds) {

    /** Returns the same epoch, counted after so many others. */
    public EpochMetrics numbered(int before) {
        return new EpochMetrics(
                before + epoch,
                trainLoss,
                validationLoss,
                trainF1,
                validationF1,
                validationMacroF1,
                validationMeanAveragePrecision,
                seconds);
    }
}
