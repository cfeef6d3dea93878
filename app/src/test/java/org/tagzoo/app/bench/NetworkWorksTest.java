package org.tagzoo.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

class NetworkWorksTest {

    private static final int SIDE = 64;
    private static final int LABELS = 5;
    private static final int BATCH = 3;

    static BenchSettings settings(String model, int side) {
        return new BenchSettings(
                List.of(model),
                ImageSize.square(side),
                BATCH,
                LABELS,
                List.of(Precision.FLOAT32),
                MemoryFormat.CHANNELS_LAST,
                List.of(Device.cpu()),
                0.01);
    }

    private final NetworkWorks works = new NetworkWorks(settings("resnet18", SIDE), "resnet18");

    /**
     * Torchvision counts 1.814 billion multiply-adds of a ResNet-18 at 224 x 224; convolutions at
     * 64 x 64 take (64 / 224)^2 of them. What is trained takes them once more for the gradients of
     * weights and, but for the first convolution, once more for those of inputs.
     */
    @Test
    void multiplyAddsAreThoseOfTheNetwork() {
        double head = 512.0 * LABELS;
        double convolutions = (1_814_073_344.0 - 512 * 1000) * SIDE * SIDE / (224 * 224);
        assertEquals(convolutions, (double) works.multiplyAdds(Work.EMBEDDING), 1);
        assertEquals(convolutions + head, (double) works.multiplyAdds(Work.PREDICTION), 1);
        assertEquals(works.multiplyAdds(Work.PREDICTION), works.multiplyAdds(Work.ONE_IMAGE));
        double first = 3 * 7 * 7 * 64 * 32.0 * 32;
        assertEquals(
                3 * (convolutions + head) - first, (double) works.multiplyAdds(Work.TRAINING), 1);
    }

    @Test
    void oneImageIsABatchOfOne() {
        assertEquals(1, works.batchSize(Work.ONE_IMAGE));
        assertEquals(BATCH, works.batchSize(Work.EMBEDDING));
        assertEquals(BATCH, works.batchSize(Work.TRAINING));
        assertEquals("resnet18", works.model());
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void eachWorkCanBeDoneOverAndOver(Work work) throws IOException {
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
            try (NetworkWorks.Loaded loaded = works.load(work, precision, Device.cpu())) {
                loaded.once();
                loaded.once();
            }
        }
    }

    @Test
    void imagesTooSmallForANetworkAreRefused() {
        BenchSettings small = settings("inception_v3", 32);
        Exception refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new NetworkWorks(small, "inception_v3"));
        assertTrue(refusal.getMessage().contains("75 x 75"), refusal.getMessage());
    }
}
