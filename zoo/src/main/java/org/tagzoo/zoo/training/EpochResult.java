package org.tagzoo.zoo.training;

import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * What one epoch came to.
 *
 * @param number the epoch, from 1
 * @param trainLoss mean over the epoch's examples, each as the network was when its batch came
 * @param validationLoss mean over the validation part after the epoch
 * @param train scores of the training part, each as the network was when its batch came
 * @param validation scores of the validation part after the epoch
 * @param seconds time of the epoch, validation included
 */
public record EpochResult(
        int number,
        double trainLoss,
        double validationLoss,
        ScoreMatrix train,
        ScoreMatrix validation,
        double seconds) {}
