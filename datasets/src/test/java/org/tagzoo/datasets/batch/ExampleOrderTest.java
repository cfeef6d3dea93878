package org.tagzoo.datasets.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleOrderTest {

    private static List<Integer> sizes(int examples, int batchSize) {
        return ExampleOrder.batches(IntStream.range(0, examples).toArray(), batchSize).stream()
                .map(batch -> batch.length)
                .toList();
    }

    @Test
    void theLastBatchHoldsWhatIsLeftButNotASingleExample() {
        assertEquals(List.of(8, 8), sizes(16, 8));
        assertEquals(List.of(8, 7, 2), sizes(17, 8));
        assertEquals(List.of(8, 8, 2), sizes(18, 8));
        assertEquals(List.of(2, 2), sizes(4, 3));
    }

    @Test
    void whatCannotBeSharedOutStays() {
        assertEquals(List.of(1), sizes(1, 8));
        assertEquals(List.of(2, 1), sizes(3, 2));
        assertEquals(List.of(1, 1), sizes(2, 1));
    }

    @Test
    void batchesHoldTheOrderAndAreAsManyAsUpdatesAreCounted() {
        for (int examples = 1; examples < 40; examples++) {
            for (int batchSize = 1; batchSize < 12; batchSize++) {
                int[] order = ExampleOrder.shuffled(examples, 7, 2);
                List<int[]> batches = ExampleOrder.batches(order, batchSize);
                assertArrayEquals(order, batches.stream().flatMapToInt(Arrays::stream).toArray());
                assertEquals((examples + batchSize - 1) / batchSize, batches.size());
            }
        }
    }
}
