package org.tagzoo.app.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.training.Trainer;

/** What all training of a row has in common, whatever it trains on and for how long. */
final class TrainerSettings {

    private final double[] posWeight;
    private final int threads;

    /**
     * @param posWeight negatives over positives of each label in the training part
     * @param threads that prepare inputs
     */
    TrainerSettings(double[] posWeight, int threads) {
        this.posWeight = posWeight.clone();
        this.threads = threads;
    }

    /** Returns a builder with the row's loss, optimiser, batch size and rate factors. */
    Trainer.Builder builder(RowRecipe row, PhaseRecipe phase, PhaseSource source) {
        Trainer.Builder builder =
                Trainer.builder()
                        .setNetwork(source.network())
                        .setLoss(row.loss().build(posWeight))
                        .setOptimizer(manager -> RowOptimizer.of(row.optimizer(), manager))
                        .setBatchSize(row.batchSize())
                        .optThreshold(row.trainingThreshold())
                        .optThreads(threads)
                        .optRateFactors(rateFactors(source.network().trained().graph(), phase));
        if (row.clipNorm() != null) {
            builder.optClipNorm(row.clipNorm());
        }
        return builder;
    }

    private static Map<String, Double> rateFactors(Graph graph, PhaseRecipe phase) {
        Map<String, Double> factors = new HashMap<>();
        List<String> stages = graph.stageOfParameters();
        for (int i = 0; i < stages.size(); i++) {
            Double factor = phase.rateFactors().get(stages.get(i));
            if (factor != null) {
                factors.put(graph.parameters().get(i).name(), factor);
            }
        }
        return factors;
    }
}
