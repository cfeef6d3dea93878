package org.tagzoo.zoo.training;

import org.tagzoo.zoo.loss.Loss;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * Says what an epoch came to.
 *
 * @param threshold from which a label counts as attached
 */
record EpochJudge(Loss loss, double threshold, Examples train, Examples validation) {

    /**
     * @param state after the epoch's last update
     * @param trainLogits of each training example, as the network was when its batch came
     * @param validationLogits after the epoch
     */
    EpochMetrics judge(
            TrainingState state,
            float[][] trainLogits,
            float[][] validationLogits,
            double seconds) {
        ScoreMatrix scores = Scorer.scores(validationLogits, validation.targets());
        Evaluation evaluation = evaluation(scores);
        return new EpochMetrics(
                state.epoch(),
                state.lossSum() / train.size(),
                loss.evaluate(validationLogits, validation.targets()),
                evaluation(Scorer.scores(trainLogits, train.targets())).micro().f1(),
                evaluation.micro().f1(),
                evaluation.macro().f1(),
                AveragePrecision.mean(scores),
                seconds);
    }

    private Evaluation evaluation(ScoreMatrix scores) {
        return Evaluation.of(Thresholds.same(threshold, scores.labels()).decide(scores));
    }
}
