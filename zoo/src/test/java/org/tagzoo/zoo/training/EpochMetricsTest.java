package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.Metric;

class EpochMetricsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An epoch of a checkpoint from when metrics had no names but these. */
    private static final String OLDER =
            """
            {"epoch":2,"trainLoss":0.5,"validationLoss":0.75,"trainF1":0.1,"validationF1":0.2,
             "validationMacroF1":0.3,"validationMeanAveragePrecision":0.4,"seconds":1.5}
            """;

    @Test
    void readsWhatOlderCheckpointsSayAndWritesTheSame() throws IOException {
        EpochMetrics epoch = JSON.readValue(OLDER, EpochMetrics.class);
        assertEquals(0.1, epoch.train().get(Metric.MICRO_F1));
        assertEquals(0.2, epoch.validation().get(Metric.MICRO_F1));
        assertEquals(0.3, epoch.validation().get(Metric.MACRO_F1));
        assertEquals(0.4, epoch.validation().get(Metric.MEAN_AVERAGE_PRECISION));
        assertEquals(JSON.readTree(OLDER), JSON.valueToTree(epoch));
    }
}
