package org.tagzoo.zoo.task;

import java.util.Optional;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.ChosenThresholds;

/**
 * What metrics are computed from: decisions on all parts, and scores on test.
 *
 * @param chosen on validation; empty for a task without thresholds
 * @param train what decisions on train come to
 * @param validation what decisions on validation come to
 * @param decisions on test
 * @param test what they come to
 * @param scores of the test part
 */
public record PartScores(
        Optional<ChosenThresholds> chosen,
        Evaluation train,
        Evaluation validation,
        Decisions decisions,
        Evaluation test,
        ScoreMatrix scores) {

    static PartScores of(
            Task task,
            Optional<ChosenThresholds> chosen,
            ScoreMatrix train,
            ScoreMatrix validation,
            ScoreMatrix test) {
        Decisions decisions = task.decide(test, chosen);
        return new PartScores(
                chosen,
                Evaluation.of(task.decide(train, chosen)),
                Evaluation.of(task.decide(validation, chosen)),
                decisions,
                Evaluation.of(decisions),
                test);
    }

    /**
     * Returns the ratio of micro F1 on train to micro F1 on validation; 0 if the latter is 0. Where
     * each image has one label and is given one, micro F1 is top-1.
     */
    double ratioOfF1() {
        double validationF1 = validation.micro().f1();
        return validationF1 == 0 ? 0 : train.micro().f1() / validationF1;
    }
}
