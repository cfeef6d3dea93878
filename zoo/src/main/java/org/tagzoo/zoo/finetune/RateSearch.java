package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.RateCurve;
import org.tagzoo.zoo.training.RateSweep;
import org.tagzoo.zoo.training.Training;

/** The learning-rate range test of the first phase of a fine-tuning. */
public final class RateSearch {

    private RateSearch() {}

    /**
     * Trains as the fine-tuning would in its first phase, but for the learning rate; the momentum
     * is that of its schedule's first update. Weights are not kept. The same seed gives the same
     * curve.
     *
     * @throws IllegalArgumentException if it trains nothing
     */
    public static RateCurve run(FineTuning tuning, RateSweep test) throws IOException {
        if (tuning.network.head().form().known() != null) {
            throw new IllegalArgumentException(
                    "There is no learning rate to find: the network is used unchanged (classMap)");
        }
        Phase phase = tuning.phases.get(0);
        Path scratch = Files.createTempDirectory("tagzoo-rates");
        try (PhaseSources.Source source = new PhaseSources(tuning).of(0, scratch)) {
            Examples train = source.examples().get(Part.TRAIN);
            RateAndMomentum own =
                    phase.schedule()
                            .of(
                                    Training.updatesPerEpoch(train.size(), tuning.batchSize),
                                    phase.epochs());
            RateAndMomentum schedule = test.schedule(own.momentum().value(0));
            return tuning.shown(
                    "testing learning rates",
                    test.updates(),
                    "updates",
                    done ->
                            test.run(
                                    PhaseTraining.builder(tuning, phase, source, schedule)
                                            .setSeed(tuning.seed),
                                    train,
                                    source.examples().get(Part.VALIDATION),
                                    done));
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
    }
}
