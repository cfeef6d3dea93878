package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.torchscript.ScriptModule;

class PlateauListenerTest {

    /** With a threshold of 1 no epoch is ever better: each one halves the rate. */
    private final ReduceOnPlateau schedule =
            ReduceOnPlateau.builder()
                    .setLearningRate(0.8)
                    .optMomentum(0)
                    .optFactor(0.5)
                    .optPatience(0)
                    .optThreshold(1)
                    .build();

    private float[] weightsAfterThreeEpochs() throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(), 0, false)), 1)) {
            trainer(module, 3, 1, schedule)
                    .optPlateau(schedule, EarlyStopping.Metric.VALIDATION_LOSS)
                    .build()
                    .fit(SmallTraining.EXAMPLES, SmallTraining.HELD_OUT, epoch -> {});
            return values(module, "fc.weight");
        }
    }

    @Test
    void theSecondTrainingBeginsWithTheFirstRateAgain() throws IOException {
        float[] first = weightsAfterThreeEpochs();
        assertEquals(0.1, schedule.learningRate().value(0), 1e-12);
        assertArrayEquals(first, weightsAfterThreeEpochs());
        assertEquals(0.1, schedule.learningRate().value(0), 1e-12);
    }
}
