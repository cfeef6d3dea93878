package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.TrainingSpeed;

/**
 * How long a phase takes, as a short trial shows.
 *
 * @param epoch seconds of one, with its look at the validation part; 0 where nothing is trained
 * @param scores seconds that the scores of all parts take
 */
public record PhaseTime(double epoch, double scores) {

    /** Measures all phases. */
    static List<PhaseTime> all(FineTuning tuning, Duration time) throws IOException {
        List<PhaseTime> times = new ArrayList<>();
        for (int i = 0; i < tuning.phases.size(); i++) {
            times.add(of(tuning, i, time));
        }
        return times;
    }

    /**
     * Measures a phase from its beginning; what frozen stages give is computed for that, and kept
     * for the training.
     *
     * @param time for updates
     */
    private static PhaseTime of(FineTuning tuning, int index, Duration time) throws IOException {
        Phase phase = tuning.phases.get(index);
        try (PhaseSources.Source source = tuning.sources.fresh(index)) {
            Map<Part, Examples> parts = source.examples();
            long updates = PhaseTraining.updatesPerEpoch(tuning, phase, parts);
            RateAndMomentum schedule = phase.schedule().of(updates, phase.epochs());
            TrainingSpeed speed =
                    PhaseTraining.builder(tuning, phase, source, schedule)
                            .setEpochs(1)
                            .build()
                            .speed(parts.get(Part.TRAIN), parts.get(Part.VALIDATION), time);
            int images = parts.values().stream().mapToInt(Examples::size).sum();
            double epoch =
                    speed.update() == 0
                            ? 0
                            : updates * speed.update()
                                    + parts.get(Part.VALIDATION).size() * speed.score();
            return new PhaseTime(epoch, images * speed.score());
        }
    }
}
