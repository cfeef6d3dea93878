package org.tagzoo.app.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.training.EarlyStopping;

/** Settings of losses, optimisers and schedules, as a file of recipes gives them. */
class RecipeKindsTest {

    @TempDir Path folder;

    @Test
    void everyKindIsReadAndKeptInJson() throws IOException {
        Recipe recipe =
                RecipeFiles.parse(
                        folder,
                        RecipeFiles.SETTINGS
                                + """
                                rows:
                                  - {name: a, model: cnn, loss: {kind: asymmetric, gammaNegative: 4, gammaPositive: 1, clip: 0.05}, optimizer: {kind: adam, weightDecay: 0.1}, schedule: {kind: cosine, maxLr: 0.1, momentum: 0.9, warmUpEpochs: 1}}
                                  - {name: b, model: cnn, loss: {kind: softmax, classWeights: true, smoothing: 0.1}, optimizer: {kind: adamw, weightDecay: 0.1}, schedule: {kind: step, maxLr: 0.1, momentum: 0.9, every: 3, factor: 0.1}}
                                  - {name: c, model: cnn, optimizer: {kind: rmsprop, weightDecay: 0, centered: true}, schedule: {kind: plateau, maxLr: 0.1, momentum: 0, patience: 2, factor: 0.5, minLr: 0}}
                                  - {name: d, model: cnn, schedule: {kind: constant, maxLr: 0.1, momentum: 0}, augmentation: helsinki, views: 2, clipNorm: 1, averageDecay: 0.9, earlyStopping: {metric: validation-map, patience: 2, minimumChange: 0}}
                                """);
        assertEquals(LossRecipe.Asymmetric.class, recipe.rows().get(0).loss().getClass());
        assertEquals(LossRecipe.SoftmaxCrossEntropy.class, recipe.rows().get(1).loss().getClass());
        ObjectMapper json = new ObjectMapper();
        assertEquals(recipe, json.readValue(json.writeValueAsString(recipe), Recipe.class));
        for (RowRecipe row : recipe.rows()) {
            assertTrue(row.schedule().build(10, 5).learningRate().value(0) > 0, row.name());
            boolean[][] targets = {{true, false}};
            float[][] logits = {{1, -1}};
            double loss = row.loss().build(new double[] {1, 2}).evaluate(logits, targets);
            assertTrue(loss > 0 && loss < 1, row.name() + ": " + loss);
        }
    }

    @Test
    void whatPyTorchHasToo() throws IOException {
        Recipe recipe =
                RecipeFiles.parse(
                        folder,
                        RecipeFiles.SETTINGS
                                + """
                                rows:
                                  - {name: a, model: cnn, optimizer: {kind: sgd, nesterov: false, weightDecay: 0, dampening: 0.1}, schedule: {kind: step, maxLr: 1, momentum: 0, milestones: [2, 3], factor: 0.5}}
                                  - {name: b, model: cnn, optimizer: {kind: adam, weightDecay: 0, beta1: 0.8, beta2: 0.9, epsilon: 0.1}, schedule: {kind: plateau, maxLr: 1, momentum: 0, patience: 0, factor: 0.5, minLr: 0, metric: validation-f1}}
                                  - {name: c, model: cnn, optimizer: {kind: adamw, weightDecay: 0}}
                                  - {name: d, model: cnn, optimizer: {kind: rmsprop, weightDecay: 0, centered: false, alpha: 0.9, momentum: 0.7}}
                                """);
        ObjectMapper json = new ObjectMapper();
        assertEquals(recipe, json.readValue(json.writeValueAsString(recipe), Recipe.class));
        RateAndMomentum steps = recipe.rows().get(0).schedule().build(10, 5);
        assertEquals(1, steps.learningRate().value(19));
        assertEquals(0.5, steps.learningRate().value(20));
        assertEquals(0.25, steps.learningRate().value(30));
        ReduceOnPlateau rising = (ReduceOnPlateau) recipe.rows().get(1).schedule().build(10, 5);
        rising.epochEnded(0.5);
        rising.epochEnded(0.6);
        assertEquals(1, rising.learningRate().value(20));
        assertEquals(
                EarlyStopping.Metric.VALIDATION_F1,
                recipe.rows().get(1).schedule().followedMetric());
        assertEquals(
                new OptimizerRecipe.AdamRecipe(0, 0.8, 0.9, 0.1), recipe.rows().get(1).optimizer());
        assertEquals(
                new OptimizerRecipe.AdamWRecipe(0, null, 0.999, 1e-8),
                recipe.rows().get(2).optimizer());
        assertEquals(
                new OptimizerRecipe.RmsPropRecipe(0, false, 0.9, 0.7, 1e-8),
                recipe.rows().get(3).optimizer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "optimizer: {kind: sgd, nesterov: true, weightDecay: 0, dampening: 0.1} |"
                        + " 'optimizer': dampening must be 0 where nesterov is true, but is 0.1",
                "optimizer: {kind: sgd, nesterov: false, weightDecay: 0, dampening: 2} |"
                        + " 'optimizer': dampening must be 0 to 1, but is 2",
                "optimizer: {kind: adam, weightDecay: 0, beta1: 1} | 'optimizer': beta1 must be 0"
                        + " to below 1, but is 1",
                "optimizer: {kind: adamw, weightDecay: 0, beta2: -1} | 'optimizer': beta2 must be 0"
                        + " to below 1",
                "optimizer: {kind: adam, weightDecay: 0, epsilon: 2} | 'optimizer': epsilon must be"
                        + " 0 to 1",
                "optimizer: {kind: rmsprop, weightDecay: 0, centered: true, alpha: 1} |"
                        + " 'optimizer': alpha must be 0 to below 1",
                "optimizer: {kind: rmsprop, weightDecay: 0, centered: true, momentum: 1} |"
                        + " 'optimizer': momentum must be 0 to below 1",
                "schedule: {kind: step, maxLr: 1, momentum: 0, factor: 0.5} | 'schedule': every"
                        + " must be 1 or more, but is null",
                "schedule: {kind: step, maxLr: 1, momentum: 0, factor: 0.5, every: 2, milestones:"
                        + " [1]} | 'schedule': every must be left out where milestones are given",
                "schedule: {kind: step, maxLr: 1, momentum: 0, factor: 0.5, milestones: [3, 2]} |"
                        + " 'schedule': milestones must be epochs of 1 or more, ascending, but is [3,"
                        + " 2]",
                "schedule: {kind: plateau, maxLr: 1, momentum: 0, patience: 0, factor: 0.5, minLr:"
                        + " 0, metric: f1} | validation-f1",
            })
    void settingsOutOfTheirRange(String setting, String part) {
        RecipeFiles.assertRefused(
                folder,
                RecipeFiles.SETTINGS + "rows: [{name: a, model: cnn, " + setting + "}]",
                "row 'a'",
                part);
    }
}
